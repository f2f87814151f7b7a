package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.onnx.read.OnnxNode;
import io.epochline.compute.onnx.read.StoredTensor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells weights from other f32 initializers by what uses them. A file does not say what was a parameter; settings, running
 * statistics, scalars and single factors were none in all likelihood, and are trained only where they are named.
 *
 * @param weights what is trained by default, by name
 * @param others the other f32 initializers, by name
 */
record Candidates(Set<String> weights, Set<String> others) {

    /** Operands that are settings, not weights. */
    private static final Map<String, Set<Integer>> SETTINGS = Map.of(
            "BatchNormalization", Set.of(3, 4),
            "Clip", Set.of(1, 2),
            "Dropout", Set.of(1),
            "Pad", Set.of(2),
            "Pow", Set.of(1),
            "Range", Set.of(0, 1, 2),
            "Resize", Set.of(1, 2, 3));

    /** Operators of which a single number is a factor, a bound or the like. */
    private static final Set<String> WITH_SETTINGS = Set.of(
            "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min", "Mod", "Mul", "Where");

    static Candidates of(Collection<StoredTensor> initializers, List<OnnxNode> nodes) {
        Set<String> weights = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (StoredTensor tensor : initializers) {
            if (tensor.type().dtype() == DType.F32 && nodes.stream().anyMatch(node -> uses(node, tensor))) {
                boolean weight = nodes.stream().anyMatch(node -> asWeight(node, tensor));
                (weight ? weights : others).add(tensor.name());
            }
        }
        return new Candidates(weights, others);
    }

    private static boolean uses(OnnxNode node, StoredTensor tensor) {
        return node.inputs().contains(tensor.name());
    }

    private static boolean asWeight(OnnxNode node, StoredTensor tensor) {
        int operand = node.inputs().indexOf(tensor.name());
        boolean single = tensor.type().shape().size() == 1;
        return operand >= 0
                && tensor.type().shape().rank() > 0
                && !SETTINGS.getOrDefault(node.op(), Set.of()).contains(operand)
                && !(single && WITH_SETTINGS.contains(node.op()));
    }
}
