package io.epochline.compute.onnx;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds {@code relu(conv2d(x, kernel) + bias)}, or less of it, where nothing else reads what lies between: one operator
 * does it all, and two tensors of the size of the result are never made.
 */
final class ConvolutionTails {

    /**
     * What one operator does.
     *
     * @param bias {@code [out]}, or null
     */
    record Tail(Node convolution, Value bias, boolean relu) {}

    private final Map<Value, Node> makers = new HashMap<>();
    private final Map<Value, Integer> readers = new HashMap<>();
    private final Map<Value, Tail> tails = new HashMap<>();
    private final Set<Node> absorbed = new HashSet<>();

    private ConvolutionTails(Graph graph) {
        for (Node node : graph.nodes()) {
            makers.put(node.output(), node);
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        graph.outputs().values().forEach(output -> readers.merge(output, 1, Integer::sum));
        graph.nodes().forEach(this::visit);
    }

    static ConvolutionTails of(Graph graph) {
        return new ConvolutionTails(graph);
    }

    /** Whether a node is part of an operator that is written for a later one. */
    boolean absorbs(Node node) {
        return absorbed.contains(node);
    }

    /** The operator that ends in this node, or null. */
    Tail endingIn(Node node) {
        return tails.get(node.output());
    }

    private void visit(Node node) {
        switch (node.op()) {
            case Op.Conv2d op -> tails.put(node.output(), new Tail(node, null, false));
            case Op.Binary(var kind)
            when kind == Op.BinaryKind.ADD -> {
                addBias(node, node.input(0), node.input(1));
                addBias(node, node.input(1), node.input(0));
            }
            case Op.Unary(var kind)
            when kind == Op.UnaryKind.RELU -> {
                Tail tail = readOnce(node.input(0));
                if (tail != null && !tail.relu()) {
                    extend(node, node.input(0), new Tail(tail.convolution(), tail.bias(), true));
                }
            }
            default -> {}
        }
    }

    private void addBias(Node sum, Value convolved, Value offset) {
        Tail tail = readOnce(convolved);
        Node reshape = makers.get(offset);
        boolean fits = tail != null
                && tail.bias() == null
                && !tail.relu()
                && reshape.op() instanceof Op.Reshape
                && reshape.input(0)
                        .shape()
                        .dims()
                        .equals(List.of(convolved.shape().dim(1)))
                && offset.shape().dims().equals(List.of(1, convolved.shape().dim(1), 1, 1));
        if (fits) {
            extend(sum, convolved, new Tail(tail.convolution(), reshape.input(0), false));
            if (readers.get(offset) == 1) {
                absorbed.add(reshape);
            }
        }
    }

    private Tail readOnce(Value value) {
        return readers.get(value) == 1 ? tails.get(value) : null;
    }

    private void extend(Node end, Value before, Tail tail) {
        absorbed.add(makers.get(before));
        tails.remove(before);
        tails.put(end.output(), tail);
    }
}
