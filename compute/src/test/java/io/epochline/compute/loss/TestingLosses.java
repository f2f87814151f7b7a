package io.epochline.compute.loss;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Losses with tensors of the shapes that their heads ask for. */
final class TestingLosses {
    static final Shape SPECTRA = Shape.of(2, 2, 2, 7);

    private TestingLosses() {}

    /** Every named loss, every block that is a loss by itself, and some expressions for the rest of the language. */
    static Stream<String> all() {
        Stream<String> own = Stream.of(
                "mean(square(pred - target)/(1 + abs(target)))",
                "sum(exp(-pred)) + max(pred)",
                "mean(log(softplus(pred)))*sqrt(1 + mse)",
                "mean(softmax(pred)*cumsum(target)) - mean(log_softmax(pred))",
                "tanh(mae) + sigmoid(mean(relu(pred)))",
                "mse(diff(pred), diff(target))",
                "mae(sort(pred), sort(target))",
                "mean(weighted(square(pred - target), start=3))",
                "cross_entropy(pred, labels, label_smoothing=0.1) + 0.5*softmax_focal(pred, labels, gamma=0.5)",
                "gaussian_nll + huber(mu) + 0.1*tv(sigma)",
                "mse(mu, target_mu) + mean(square(sigma - target_sigma))",
                "margin(margin=0.2) + mse(sigmoid(first - second))");
        return Stream.concat(blocksAndNames(), own);
    }

    static Stream<String> blocksAndNames() {
        return Stream.concat(Losses.names().stream(), blocks());
    }

    private static Stream<String> blocks() {
        return Blocks.ALL.stream()
                .filter(block -> block.parameters().stream()
                        .noneMatch(parameter -> parameter instanceof Parameter.Any
                                || parameter instanceof Parameter.Tensor tensor && tensor.preset() == null))
                .map(Block::name);
    }

    /** Random tensors {@code prediction} and {@code target} for a loss, about as large as {@link #SPECTRA}. */
    static Map<String, Tensor> feeds(String text, RandomGenerator random) {
        Head head = Loss.parse(text).head();
        Shape target = head == Head.LABELS ? SPECTRA.with(-1, 1) : SPECTRA;
        Shape prediction = head.prediction(SPECTRA.dropFirst(1))
                .orElse(SPECTRA.dropFirst(1))
                .prepend(2);
        double[] values = TestingGradients.random(target, random).values();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (head) {
                case LABELS -> i % 7;
                case PAIR -> (values[i] + 1) / 2;
                case GAUSSIAN_TARGET -> i % 28 < 14 ? values[i] : values[i] + 1.5;
                case VALUES, GAUSSIAN -> values[i];
            };
        }
        return Map.of("prediction", TestingGradients.random(prediction, random), "target", Tensor.of(target, values));
    }

    /** The loss as a function of the parameter {@code prediction} and the input {@code target}. */
    static Value build(GraphBuilder g, String text, Map<String, Tensor> feeds) {
        Value prediction = g.parameter("prediction", feeds.get("prediction").type());
        return Loss.parse(text)
                .apply(g, prediction, g.input("target", feeds.get("target").type()));
    }

    /** The outputs {@code loss} and {@code gradient}. */
    static Graph graph(String text, Map<String, Tensor> feeds) {
        GraphBuilder g = new GraphBuilder();
        Value loss = build(g, text, feeds);
        g.output("loss", loss);
        Value prediction = g.build().parameters().get("prediction");
        g.output("gradient", Gradients.of(g, loss, List.of(prediction)).get(0));
        return g.build();
    }

    static double loss(String text, Shape shape, double[] prediction, double[] target) {
        return loss(text, Tensor.of(shape, prediction), Tensor.of(shape, target));
    }

    static double loss(String text, Tensor prediction, Tensor target) {
        return run(text, Map.of("prediction", prediction, "target", target))
                .get("loss")
                .item();
    }

    static double[] gradient(String text, Tensor prediction, Tensor target) {
        return run(text, Map.of("prediction", prediction, "target", target))
                .get("gradient")
                .values();
    }

    static Map<String, Tensor> run(String text, Map<String, Tensor> feeds) {
        return Interpreter.run(graph(text, feeds), feeds);
    }

    /** As {@link #run}, by ONNX Runtime. */
    static Map<String, Tensor> runInFloat32(String text, Map<String, Tensor> feeds) {
        Graph graph = graph(text, feeds);
        Map<String, FloatBuffer> outputs = new HashMap<>();
        try (CompiledGraph compiled = CompiledGraph.compile(graph);
                Binding binding = compiled.bind()) {
            feeds.forEach((name, tensor) -> binding.input(name, floats(tensor)));
            graph.outputs().forEach((name, value) -> {
                outputs.put(name, Buffers.floats(value.shape().size()));
                binding.output(name, outputs.get(name));
            });
            binding.run();
        }
        Map<String, Tensor> results = new HashMap<>();
        graph.outputs()
                .forEach((name, value) -> results.put(
                        name,
                        Tensor.of(
                                value.shape(),
                                IntStream.range(0, value.shape().size())
                                        .mapToDouble(outputs.get(name)::get)
                                        .toArray())));
        return results;
    }

    private static FloatBuffer floats(Tensor tensor) {
        FloatBuffer buffer = Buffers.floats(tensor.shape().size());
        for (double value : tensor.values()) {
            buffer.put((float) value);
        }
        return buffer.rewind();
    }

    static double[] moved(double[] values, double size, RandomGenerator random) {
        double[] moved = values.clone();
        Arrays.setAll(moved, i -> values[i] + size * (2 * random.nextDouble() - 1));
        return moved;
    }
}
