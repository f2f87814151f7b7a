package io.epochline.compute.engine;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.network.NoiseSpec;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A compiled graph with its buffers. A buffer that is given again, at the same position, costs nothing. */
final class Program implements AutoCloseable {

    private record View(FloatBuffer whole, int position, FloatBuffer part) {}

    private final Graph graph;
    private final CompiledGraph compiled;
    private final Binding binding;
    private final FloatBuffer scalar = Buffers.floats(1);
    private final Map<String, View> views = new HashMap<>();
    private final Map<String, FloatBuffer> noises = new TreeMap<>();

    /** @param noise which inputs, where the graph has them, are fed with noise */
    Program(Graph graph, CompiledGraph compiled, List<NoiseSpec> noise) {
        this.graph = graph;
        this.compiled = compiled;
        this.binding = compiled.bind();
        binding.output(EngineGraphs.LOSS, scalar);
        for (NoiseSpec spec : noise) {
            Value input = graph.inputs().get(spec.name());
            if (input != null) {
                FloatBuffer buffer = Buffers.floats(input.shape().size());
                noises.put(spec.name(), buffer);
                binding.input(spec.name(), buffer);
            }
        }
    }

    void input(String name, FloatBuffer buffer) {
        ValueType type = graph.inputs().containsKey(name)
                ? graph.inputs().get(name).type()
                : graph.parameters().get(name).type();
        binding.input(name, view(name, buffer, type));
    }

    void output(String name, FloatBuffer buffer) {
        binding.output(name, view(name, buffer, graph.outputType(name)));
    }

    void fillNoise(Noise noise, long step) {
        int stream = 0;
        for (FloatBuffer buffer : noises.values()) {
            noise.fill(buffer, step, stream++);
        }
    }

    void run(Interruption interruption) {
        binding.run(interruption);
    }

    /** Runs without keeping memory for the next run. */
    void runAndTrim(Interruption interruption) {
        binding.runAndTrim(interruption);
    }

    /** The loss of the last run. */
    double scalar() {
        return scalar.get(0);
    }

    @Override
    public void close() {
        binding.close();
        compiled.close();
    }

    private FloatBuffer view(String name, FloatBuffer buffer, ValueType type) {
        View known = views.get(name);
        if (known != null && known.whole() == buffer && known.position() == buffer.position()) {
            return known.part();
        }
        FloatBuffer part = part(name, buffer, type);
        views.put(name, new View(buffer, buffer.position(), part));
        return part;
    }

    /** As much of a buffer, from its position on, as a tensor needs. */
    static FloatBuffer part(String name, FloatBuffer buffer, ValueType type) {
        int size = type.shape().size();
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder() || buffer.remaining() < size) {
            throw EngineException.buffer(name, type, buffer);
        }
        return buffer.slice(buffer.position(), size);
    }
}
