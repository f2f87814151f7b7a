package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.TestingRuntime;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.reference.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Named networks in training, against the same networks in PyTorch (float64, autograd). */
class GoldenModelsTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void lossPredictionsAndGradientsAreThoseOfTorch(String file) throws IOException {
        JsonNode golden = golden(file);
        Network network = Network.parse(golden.get("model"));
        Map<String, Tensor> feeds = feeds(network, golden);
        Graph graph = graph(network, golden, feeds);
        Map<String, double[]> reference = new HashMap<>();
        Interpreter.run(graph, feeds).forEach((name, tensor) -> reference.put(name, tensor.values()));

        check(golden, reference, 1e-6);
        check(golden, TestingRuntime.run(graph, feeds), 1e-4);
    }

    /** The loss, the prediction, and the gradient of each parameter in the order of the plan. */
    private static Graph graph(Network network, JsonNode golden, Map<String, Tensor> feeds) {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ValueType.f32(feeds.get("x").shape()));
        Value prediction = network.apply(g, x, Mode.TRAIN);
        Value target = g.input("target", prediction.type());
        feeds.put("target", wave(prediction.shape(), 2000, 0, 1));
        Value loss = Loss.parse(golden.get("loss").asText()).apply(g, prediction, target);
        g.output("prediction", prediction);
        g.output("loss", loss);
        List<Value> parameters = List.copyOf(g.build().parameters().values());
        List<Value> gradients = Gradients.of(g, loss, parameters);
        for (int i = 0; i < gradients.size(); i++) {
            g.output("gradient" + i, gradients.get(i));
        }
        return g.build();
    }

    private static Map<String, Tensor> feeds(Network network, JsonNode golden) {
        Shape input = new Shape(IntStream.range(0, golden.get("input").size())
                .mapToObj(i -> golden.get("input").get(i).intValue())
                .toList());
        NetworkPlan plan = network.plan(input);
        assertThat(plan.parameters())
                .extracting(parameter -> parameter.shape().toString())
                .containsExactlyElementsOf(golden.get("gradients").findValues("shape").stream()
                        .map(shape -> shape.toString().replace(",", ", "))
                        .toList());
        assertThat(plan.noise()).isEmpty();
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("x", wave(input.prepend(golden.get("batch").intValue()), 1000, 0, 1));
        for (int i = 0; i < plan.parameters().size(); i++) {
            ParameterSpec parameter = plan.parameters().get(i);
            double centre = parameter.initializer().equals(Initializer.Constant.ONE) ? 1 : 0;
            feeds.put(parameter.name(), wave(parameter.shape(), i, centre, 0.3));
        }
        plan.states().forEach(state -> feeds.put(state.name(), wave(state.shape(), 0, 2, 1)));
        return feeds;
    }

    /** {@code centre + size sin(1 + i² + k)}, as in torch_networks.py. */
    private static Tensor wave(Shape shape, int k, double centre, double size) {
        return Tensor.of(
                shape,
                IntStream.range(0, shape.size())
                        .mapToDouble(i -> centre + size * Math.sin(1 + (double) i * i + k))
                        .toArray());
    }

    private static void check(JsonNode golden, Map<String, double[]> found, double accuracy) {
        double loss = golden.get("value").doubleValue();
        assertThat(found.get("loss")[0]).as("loss").isCloseTo(loss, within(accuracy * Math.abs(loss)));
        checkFirst("prediction", golden.get("predictions"), found.get("prediction"), accuracy);
        JsonNode gradients = golden.get("gradients");
        double largest = gradients.findValues("norm").stream()
                .mapToDouble(JsonNode::doubleValue)
                .max()
                .orElseThrow();
        for (int i = 0; i < gradients.size(); i++) {
            double norm = gradients.get(i).get("norm").doubleValue();
            double tolerance = accuracy * Math.max(norm, largest / 1000);
            double[] gradient = found.get("gradient" + i);
            assertThat(norm(gradient)).as("norm of gradient " + i).isCloseTo(norm, within(tolerance));
            checkFirst("gradient " + i, gradients.get(i).get("first"), gradient, tolerance);
        }
    }

    private static void checkFirst(String name, JsonNode expected, double[] found, double tolerance) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found[i])
                    .as(name + "[" + i + "]")
                    .isCloseTo(expected.get(i).doubleValue(), within(tolerance));
        }
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static JsonNode golden(String file) throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
    }
}
