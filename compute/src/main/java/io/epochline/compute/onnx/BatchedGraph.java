package io.epochline.compute.onnx;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Graph;
import java.util.function.IntFunction;

/**
 * One construction at two batch sizes. Where an extent differs between the two it follows the batch, as {@code scale *
 * batch + offset}; so a graph of static shapes can be written for any batch, without a symbol in the graph itself.
 */
public final class BatchedGraph {

    static final int FIRST = 2;
    static final int SECOND = 3;

    private final Graph first;
    private final Graph second;

    private BatchedGraph(Graph first, Graph second) {
        this.first = first;
        this.second = second;
    }

    /**
     * @param construction builds the graph for a batch size
     * @throws ComputeException if it builds another list of ops for another batch size
     */
    public static BatchedGraph of(IntFunction<Graph> construction) {
        BatchedGraph batched = new BatchedGraph(construction.apply(FIRST), construction.apply(SECOND));
        batched.requireSameStructure();
        return batched;
    }

    /** A graph as it is, with no extent that follows a batch. */
    public static BatchedGraph fixed(Graph graph) {
        return new BatchedGraph(graph, graph);
    }

    Graph first() {
        return first;
    }

    Graph second() {
        return second;
    }

    private void requireSameStructure() {
        boolean same = first.nodes().size() == second.nodes().size()
                && first.outputs().keySet().equals(second.outputs().keySet());
        for (int i = 0; same && i < first.nodes().size(); i++) {
            same = first.nodes().get(i).op().getClass()
                    == second.nodes().get(i).op().getClass();
        }
        if (!same) {
            throw new ComputeException(
                    "batch_dependent",
                    ComputeException.Category.USER,
                    "export: expected the same ops at every batch size, found "
                            + first.nodes().size() + " nodes at batch " + FIRST + " and "
                            + second.nodes().size() + " at batch " + SECOND);
        }
    }
}
