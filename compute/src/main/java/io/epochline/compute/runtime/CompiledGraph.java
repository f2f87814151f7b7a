package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.onnx.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A graph that ONNX Runtime has optimised for its shapes. Compiling costs some milliseconds; running does not. */
public final class CompiledGraph implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, ValueType> inputs;
    private final Map<String, ValueType> outputs;

    private CompiledGraph(OrtSession session, Map<String, ValueType> inputs, Map<String, ValueType> outputs) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** For the processor, in f32. */
    public static CompiledGraph compile(Graph graph) {
        return compile(graph, Device.CPU);
    }

    /** In f32. */
    public static CompiledGraph compile(Graph graph, Device device) {
        return compile(graph, device, Precision.F32);
    }

    /**
     * Compiles a graph for a device.
     *
     * @throws RuntimeFault if the device is not there, or ONNX Runtime refuses the graph
     */
    public static CompiledGraph compile(Graph graph, Device device, Precision precision) {
        return compile(graph, OnnxRuntime.target(device, precision), device, precision);
    }

    static CompiledGraph compile(Graph graph, Target target, Device device, Precision precision) {
        Map<String, ValueType> inputs = new HashMap<>(types(graph.inputs()));
        inputs.putAll(types(graph.parameters()));
        return new CompiledGraph(
                OnnxRuntime.session(OnnxWriter.write(graph, target), device, precision),
                inputs,
                types(graph.outputs()));
    }

    /** A new set of buffers to run on. */
    public Binding bind() {
        return new Binding(session, inputs, outputs);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw RuntimeFault.of("to close a graph", e);
        }
    }

    private static Map<String, ValueType> types(Map<String, Value> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().type()));
    }
}
