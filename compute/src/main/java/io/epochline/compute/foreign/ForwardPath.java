package io.epochline.compute.foreign;

import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxNode;
import io.epochline.compute.onnx.read.OnnxValue;
import io.epochline.compute.onnx.read.StoredTensor;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a model that makes its output of its input.
 *
 * @param stored the initializers that it uses
 * @param nodes those that the output needs
 */
record ForwardPath(OnnxValue input, OnnxValue output, List<StoredTensor> stored, List<OnnxNode> nodes) {

    /** Names that training gives to tensors of its own. */
    private static final Set<String> TAKEN = Set.of("x", "target", "prediction", "loss");

    /** @throws OnnxException if there is not one f32 input with an open batch, and one output */
    static ForwardPath of(OnnxModel file) {
        OnnxValue input = only("input", file.inputs(), "Export a model that takes one tensor, or join them in one");
        OnnxValue output = only("output", file.outputs(), "Export the prediction alone");
        if (!input.type().equals("float")) {
            throw OnnxException.unusable("a float input", input.toString(), "Export the model in float32");
        }
        if (input.extents().isEmpty() || input.extents().get(0) != OnnxValue.OPEN) {
            throw OnnxException.unusable(
                    "an input whose first extent, the batch, is open",
                    input.toString(),
                    "Export with dynamic_shapes=({0: torch.export.Dim('batch')},)");
        }
        LinkedList<OnnxNode> nodes = new LinkedList<>();
        Set<String> needed = new HashSet<>(Set.of(output.name()));
        for (OnnxNode node : file.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                nodes.addFirst(node);
            }
        }
        List<StoredTensor> stored = file.initializers().values().stream()
                .filter(tensor -> needed.contains(tensor.name()))
                .toList();
        stored.stream()
                .map(StoredTensor::name)
                .filter(TAKEN::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw OnnxException.unusable(
                            "initializers of other names than training uses",
                            "'" + name + "'",
                            "Rename it in the file");
                });
        return new ForwardPath(input, output, stored, List.copyOf(nodes));
    }

    Candidates candidates() {
        return Candidates.of(stored, nodes);
    }

    private static OnnxValue only(String kind, List<OnnxValue> found, String advice) {
        if (found.size() != 1) {
            String names = found.stream().map(OnnxValue::toString).collect(Collectors.joining(", "));
            throw OnnxException.unusable("one " + kind, found.size() + (names.isEmpty() ? "" : ": " + names), advice);
        }
        return found.get(0);
    }
}
