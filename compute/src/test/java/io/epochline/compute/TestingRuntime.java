package io.epochline.compute;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a graph of f32 tensors on ONNX Runtime, as {@code Interpreter} runs it in float64. */
public final class TestingRuntime {
    private TestingRuntime() {}

    public static Map<String, double[]> run(Graph graph, Map<String, Tensor> feeds) {
        Map<String, FloatBuffer> results = new HashMap<>();
        try (CompiledGraph compiled = CompiledGraph.compile(graph);
                Binding binding = compiled.bind()) {
            graph.inputs().keySet().forEach(name -> binding.input(name, buffer(feeds.get(name))));
            graph.parameters().keySet().forEach(name -> binding.input(name, buffer(feeds.get(name))));
            graph.outputs().forEach((name, value) -> {
                results.put(name, Buffers.floats(value.shape().size()));
                binding.output(name, results.get(name));
            });
            binding.run();
        }
        Map<String, double[]> values = new HashMap<>();
        results.forEach((name, buffer) -> values.put(
                name,
                IntStream.range(0, buffer.capacity()).mapToDouble(buffer::get).toArray()));
        return values;
    }

    private static FloatBuffer buffer(Tensor tensor) {
        FloatBuffer buffer = Buffers.floats(tensor.values().length);
        for (int i = 0; i < tensor.values().length; i++) {
            buffer.put(i, (float) tensor.values()[i]);
        }
        return buffer;
    }
}
