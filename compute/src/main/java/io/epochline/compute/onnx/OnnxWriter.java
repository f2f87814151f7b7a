package io.epochline.compute.onnx;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Scan;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes graphs as ONNX models of opset 21, IR version 10. */
public final class OnnxWriter {

    private final BatchedGraph graph;
    private final Map<String, FloatBuffer> parameters;
    private final Target target;
    private final String prefix;
    private final Emitter emitter;
    private final Map<Value, String> names = new HashMap<>();

    private OnnxWriter(BatchedGraph graph, Map<String, FloatBuffer> parameters, Target target, String prefix) {
        this.graph = graph;
        this.parameters = parameters;
        this.target = target;
        this.prefix = prefix;
        this.emitter = new Emitter();
        emitter.reserve(graph.first().inputs().keySet());
        emitter.reserve(graph.first().parameters().keySet());
        emitter.reserve(graph.first().outputs().keySet());
    }

    /** The graph at its own shapes; inputs and parameters alike are inputs of the model. */
    public static byte[] write(Graph graph, Target target) {
        return new OnnxWriter(BatchedGraph.fixed(graph), Map.of(), target, "")
                .emit()
                .model()
                .toByteArray();
    }

    /**
     * A portable model for any batch size, where the extent {@code batch} of its inputs is left open.
     *
     * @param parameters the values to store for the graph's parameters, by name; those left out become inputs
     */
    public static byte[] write(BatchedGraph graph, Map<String, FloatBuffer> parameters) {
        return new OnnxWriter(graph, parameters, new Target.Portable(), "")
                .emit()
                .model()
                .toByteArray();
    }

    /**
     * A step graph, written for another graph to hold: the names of its inputs and outputs are prefixed, so that they
     * differ from those around it.
     */
    static Emitter body(Graph graph, Target target, String prefix) {
        return new OnnxWriter(BatchedGraph.fixed(graph), Map.of(), target, prefix).emit();
    }

    /** A model that runs any number of steps, {@code steps} being an open extent of what is fed for each. */
    public static byte[] write(Scan scan, Target target) {
        return ScanWriter.write(scan, target).toByteArray();
    }

    private Emitter emit() {
        nameOutputs();
        List<Node> nodes = graph.first().nodes();
        List<Node> twins = graph.second().nodes();
        ConvolutionTails tails = ConvolutionTails.of(graph.first());
        Lowering lowering = new Lowering(emitter, names, graph.first(), tails, target);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (tails.absorbs(node)) {
                continue;
            }
            switch (node.op()) {
                case Op.Input(var name, var type) -> source(name, node, twins.get(i));
                case Op.Parameter(var name, var type) -> source(name, node, twins.get(i));
                default -> {
                    names.computeIfAbsent(node.output(), value -> emitter.fresh());
                    lowering.lower(node, twins.get(i));
                }
            }
        }
        writeOutputs();
        return emitter;
    }

    /** A computed value goes by the name of the first output that it is. */
    private void nameOutputs() {
        graph.first().outputs().forEach((name, value) -> {
            if (!isSource(value)) {
                names.putIfAbsent(value, prefix + name);
            }
        });
    }

    private boolean isSource(Value value) {
        return graph.first().inputs().containsValue(value)
                || graph.first().parameters().containsValue(value);
    }

    private void source(String name, Node node, Node twin) {
        names.put(node.output(), prefix + name);
        Shape shape = node.output().shape();
        FloatBuffer stored = parameters.get(name);
        if (stored == null) {
            Extents extents = Extents.of(shape, twin.output().shape());
            emitter.input(prefix + name, node.output().dtype(), extents);
        } else {
            emitter.initializer(name, shape, stored);
        }
    }

    private void writeOutputs() {
        graph.first().outputs().forEach((name, value) -> {
            if (!names.get(value).equals(prefix + name)) {
                emitter.node("Identity", List.of(names.get(value)), prefix + name);
            }
            ValueType twin = graph.second().outputType(name);
            emitter.output(prefix + name, value.dtype(), Extents.of(value.shape(), twin.shape()));
        });
    }
}
