package io.epochline.compute.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.OpCase;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.Target;
import io.epochline.compute.reference.Interpreter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of the sizes at which each target has ways of its own. */
class ConvolutionTargetsTest {

    private record Layer(int batch, int in, int size, int out, Window window, int groups) {
        Layer(int batch, int in, int size, int out, Window window) {
            this(batch, in, size, out, window, 1);
        }
    }

    private static Stream<Layer> layers() {
        return Stream.of(
                new Layer(2, 1, 32, 16, Window.same(3, 1)),
                new Layer(2, 3, 32, 5, Window.same(5, 1)),
                new Layer(2, 16, 32, 20, Window.same(3, 1)),
                new Layer(2, 20, 32, 16, Window.of(3, 3, 1, 0)),
                new Layer(2, 17, 32, 3, Window.same(3, 1)),
                new Layer(8, 16, 32, 8, Window.same(3, 2)),
                new Layer(2, 4, 32, 6, Window.of(2, 2, 2, 0)),
                new Layer(3, 18, 9, 7, new Window(3, 2, 2, 1, 1, 0, 0, 1)),
                new Layer(4, 8, 3, 40, Window.same(3, 1)),
                new Layer(2, 6, 8, 4, Window.of(1, 1, 3, 0)),
                new Layer(2, 16, 32, 16, Window.of(3, 3, 1, 2).dilated(2, 2)),
                new Layer(2, 16, 32, 8, Window.same(3, 1), 4),
                new Layer(2, 16, 32, 16, Window.same(3, 1), 16));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyTargetGivesTheValuesAndGradientsOfTheReference(Layer layer) {
        GraphBuilder b = new GraphBuilder();
        Window window = layer.window();
        Value x = b.parameter("x", ValueType.f32(layer.batch(), layer.in(), layer.size(), layer.size()));
        Value kernel = b.parameter(
                "kernel", ValueType.f32(layer.out(), layer.in() / layer.groups(), window.height(), window.width()));
        Value bias = b.parameter("bias", ValueType.f32(layer.out()));
        Value y = b.relu(b.add(b.conv2d(x, kernel, window, layer.groups()), b.reshape(bias, 1, layer.out(), 1, 1)));
        b.output("y", y);
        List<Value> gradients = Gradients.of(b, OpCase.weigh(b, y, 7), List.of(x, kernel, bias));
        IntStream.range(0, 3).forEach(i -> b.output("gradient" + i, gradients.get(i)));
        Graph graph = b.build();
        Map<String, Tensor> feeds = new HashMap<>();
        graph.parameters().forEach((name, value) -> feeds.put(name, OpCase.gaussian(value.shape(), name.hashCode())));

        Map<String, Tensor> expected = Interpreter.run(graph, feeds);

        for (Target target :
                List.of(new Target.Portable(), new Target.Cuda(), OnnxRuntime.target(Device.CPU, Precision.F32))) {
            Map<String, FloatBuffer> found = run(graph, target, feeds);
            expected.forEach((name, tensor) -> assertThat(largestDifference(found.get(name), tensor))
                    .as("%s on %s", name, target)
                    .isLessThan(1e-5 * largest(tensor)));
        }
    }

    private static Map<String, FloatBuffer> run(Graph graph, Target target, Map<String, Tensor> feeds) {
        Map<String, FloatBuffer> results = new HashMap<>();
        try (CompiledGraph compiled = CompiledGraph.compile(graph, target, Device.CPU, Precision.F32);
                Binding binding = compiled.bind()) {
            feeds.forEach((name, tensor) -> {
                FloatBuffer buffer = Buffers.floats(tensor.values().length);
                IntStream.range(0, buffer.capacity()).forEach(i -> buffer.put(i, (float) tensor.values()[i]));
                binding.input(name, buffer);
            });
            graph.outputs().forEach((name, value) -> {
                results.put(name, Buffers.floats(value.shape().size()));
                binding.output(name, results.get(name));
            });
            binding.run();
        }
        return results;
    }

    private static double largestDifference(FloatBuffer found, Tensor expected) {
        return IntStream.range(0, found.capacity())
                .mapToDouble(i -> Math.abs(found.get(i) - expected.values()[i]))
                .max()
                .orElseThrow();
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.values()).map(Math::abs).max().orElseThrow();
    }
}
