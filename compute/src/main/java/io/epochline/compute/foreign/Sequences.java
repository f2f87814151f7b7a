package io.epochline.compute.foreign;

import io.epochline.compute.onnx.read.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences of tensors, as exporters write {@code chunk} and {@code split}: each part that is asked for becomes a node of
 * its own, which cuts it out of the whole. There are no sequences in a graph.
 */
final class Sequences {

    private static final String MADE = "SplitToSequence";
    private static final String ASKED = "SequenceAt";

    private Sequences() {}

    /** Nodes where every SequenceAt has the operands {@code (whole, split or nothing, position)} and the split's attributes. */
    static List<OnnxNode> resolved(List<OnnxNode> nodes) {
        Map<String, OnnxNode> made = new HashMap<>();
        List<OnnxNode> resolved = new ArrayList<>();
        for (OnnxNode node : nodes) {
            OnnxNode split = node.op().equals(ASKED) ? made.get(node.inputs().getFirst()) : null;
            if (node.op().equals(MADE)) {
                made.put(node.outputs().getFirst(), node);
            } else {
                resolved.add(split == null ? node : part(split, node));
            }
        }
        return resolved;
    }

    private static OnnxNode part(OnnxNode split, OnnxNode asked) {
        List<String> inputs = List.of(
                split.inputs().getFirst(),
                split.has(1) ? split.inputs().get(1) : "",
                asked.inputs().get(1));
        return new OnnxNode(asked.name(), ASKED, inputs, asked.outputs(), split.attributes(), split.tensors());
    }
}
