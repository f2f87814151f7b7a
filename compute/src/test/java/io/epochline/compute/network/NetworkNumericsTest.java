package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks: gradients against finite differences in float64, and ONNX Runtime against the reference. */
class NetworkNumericsTest {

    private static final int BATCH = 2;

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({
        "cnn_small, 1x16x16, mse",
        "RegularizedCNN, 1x16x16, 0.8*huber + 0.2*(1 - pearson)",
        "DenseResidualCNN, 1x16x16, 0.7*mse + 0.3*tv(pred)",
        "MultiHeadChannelAttention, 1x16x16, mse",
        "digits_cnn, 1x8x8, cross_entropy",
        "mlp, 5, mse",
    })
    void theGradientOfEveryParameterAgreesWithFiniteDifferences(String name, String input, String loss) {
        GraphBuilder g = new GraphBuilder();
        Network network = Network.named(name, Map.of("width", 4));
        Value prediction = prediction(g, network, shape(input), Mode.TRAIN);
        Value target = g.input("target", prediction.type());
        Value value = Loss.parse(loss).apply(g, prediction, target);
        Map<String, Tensor> feeds = feeds(network.plan(shape(input)), shape(input));
        feeds.put("target", TestingGradients.random(target.shape(), random));

        List<String> parameters = network.plan(shape(input)).parameters().stream()
                .map(ParameterSpec::name)
                .toList();
        TestingGradients.check(g, value, parameters, feeds, random);
    }

    @ParameterizedTest
    @CsvSource({
        "cnn_small, 1x32x32",
        "RegularizedCNN, 1x32x32",
        "DenseResidualCNN, 1x32x32",
        "MultiHeadChannelAttention, 1x32x32",
        "digits_cnn, 1x8x8",
        "mlp, 7",
        "ranker_mlp, 1540",
    })
    void onnxRuntimeAgreesWithTheReference(String name, String input) {
        Network network = Network.named(name);
        GraphBuilder g = new GraphBuilder();
        g.output("prediction", prediction(g, network, shape(input), Mode.INFER));
        Graph graph = g.build();
        Map<String, Tensor> feeds = feeds(network.plan(shape(input)), shape(input));

        double[] expected = Interpreter.run(graph, feeds).get("prediction").values();
        FloatBuffer found = run(graph, feeds, expected.length);

        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found.get(i)).isCloseTo(expected[i], within(1e-4 * (1 + Math.abs(expected[i]))));
        }
    }

    private static Value prediction(GraphBuilder g, Network network, Shape input, Mode mode) {
        return network.apply(g, g.input("x", ValueType.f32(input.prepend(BATCH))), mode);
    }

    private static FloatBuffer run(Graph graph, Map<String, Tensor> feeds, int outputs) {
        FloatBuffer found = Buffers.floats(outputs);
        try (CompiledGraph compiled = CompiledGraph.compile(graph);
                Binding binding = compiled.bind()) {
            graph.inputs().keySet().forEach(name -> binding.input(name, buffer(feeds.get(name))));
            graph.parameters().keySet().forEach(name -> binding.input(name, buffer(feeds.get(name))));
            binding.output("prediction", found);
            binding.run();
        }
        return found;
    }

    private static FloatBuffer buffer(Tensor tensor) {
        FloatBuffer buffer = Buffers.floats(tensor.values().length);
        for (int i = 0; i < tensor.values().length; i++) {
            buffer.put(i, (float) tensor.values()[i]);
        }
        return buffer;
    }

    /** The first parameters, a random input, and noise in [0, 1). */
    private Map<String, Tensor> feeds(NetworkPlan plan, Shape input) {
        Map<String, Tensor> feeds = new HashMap<>();
        FloatBuffer theta = Buffers.floats(plan.parameterCount());
        plan.initialise(3, theta);
        int offset = 0;
        for (ParameterSpec parameter : plan.parameters()) {
            double[] values = new double[parameter.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = theta.get(offset++) + 0.01 * random.nextDouble();
            }
            feeds.put(parameter.name(), Tensor.of(parameter.shape(), values));
        }
        for (StateSpec state : plan.states()) {
            double[] values = random.doubles(state.shape().size()).toArray();
            feeds.put(state.name(), Tensor.of(state.shape(), values));
        }
        for (NoiseSpec noise : plan.noise()) {
            double[] values = random.doubles(BATCH * noise.shape().size()).toArray();
            feeds.put(noise.name(), Tensor.of(noise.shape().prepend(BATCH), values));
        }
        feeds.put("x", TestingGradients.random(input.prepend(BATCH), random));
        return feeds;
    }

    private static Shape shape(String text) {
        return new Shape(Arrays.stream(text.split("x")).map(Integer::valueOf).toList());
    }
}
