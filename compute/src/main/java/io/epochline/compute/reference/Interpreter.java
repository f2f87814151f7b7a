package io.epochline.compute.reference;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a graph node by node in float64, whatever the dtype. */
public final class Interpreter {

    private Interpreter() {}

    /**
     * The outputs of a graph, by name.
     *
     * @param feeds a tensor of the declared type for each input and parameter, by name
     */
    public static Map<String, Tensor> run(Graph graph, Map<String, Tensor> feeds) {
        Map<Value, Tensor> values = new HashMap<>();
        for (Node node : graph.nodes()) {
            values.put(node.output(), evaluate(node, values, feeds));
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, values.get(value)));
        return outputs;
    }

    private static Tensor evaluate(Node node, Map<Value, Tensor> values, Map<String, Tensor> feeds) {
        return switch (node.op()) {
            case Op.Input(var name, var type) -> fed(name, type, feeds);
            case Op.Parameter(var name, var type) -> fed(name, type, feeds);
            default -> {
                List<Tensor> operands = node.inputs().stream().map(values::get).toList();
                yield new Tensor(
                        node.output().type(),
                        Kernels.compute(node.op(), operands, node.output().type()));
            }
        };
    }

    private static Tensor fed(String name, ValueType type, Map<String, Tensor> feeds) {
        Tensor tensor = feeds.get(name);
        if (tensor == null || !tensor.type().equals(type)) {
            throw new ComputeException(
                    "bad_feed",
                    ComputeException.Category.USER,
                    name + ": expected " + type + ", found " + (tensor == null ? "nothing" : tensor.type()));
        }
        return tensor;
    }
}
