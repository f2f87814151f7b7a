package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.onnx.read.OnnxNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A node that is being written: its operands are values of the graph, some with numbers that are known already.
 *
 * @param operands null where an optional one is left out
 * @param numbers what is known of a value
 */
record Call(GraphBuilder b, OnnxNode node, int opset, List<Value> operands, Function<Value, Optional<Tensor>> numbers) {

    boolean has(int i) {
        return i < operands.size() && operands.get(i) != null;
    }

    Value x(int i) {
        if (!has(i)) {
            throw new Unimportable("expected an operand " + i + ", found none", "Export the model anew");
        }
        return operands.get(i);
    }

    Value x() {
        return x(0);
    }

    Optional<Value> maybe(int i) {
        return has(i) ? Optional.of(operands.get(i)) : Optional.empty();
    }

    /** The numbers of an operand that must be known before anything runs. */
    Tensor known(int i) {
        return numbers.apply(x(i))
                .orElseThrow(() -> new Unimportable(
                        "expected '" + node.inputs().get(i)
                                + "' to be known beforehand, found what depends on data or is" + " trained",
                        "Export it as a constant, or freeze it"));
    }

    double number(int i) {
        return known(i).item();
    }

    /** Integers such as axes and extents; those beyond an int, which mean "to the end", are brought to its bounds. */
    int[] integers(int i) {
        return Arrays.stream(known(i).values()).mapToInt(Call::bounded).toArray();
    }

    Optional<int[]> integers(String attribute) {
        return node.integers(attribute).map(list -> list.stream()
                .mapToInt(number -> bounded(number.doubleValue()))
                .toArray());
    }

    int integer(String attribute, int otherwise) {
        return bounded(node.integer(attribute, otherwise));
    }

    boolean flag(String attribute, boolean otherwise) {
        return node.integer(attribute, otherwise ? 1 : 0) != 0;
    }

    double real(String attribute, double otherwise) {
        return node.real(attribute, otherwise);
    }

    /** Refuses any other text than those that are understood. */
    String text(String attribute, String otherwise, String... understood) {
        String found = node.text(attribute, otherwise);
        if (!List.of(understood).contains(found)) {
            throw Unimportable.attribute(attribute, "of " + List.of(understood), "'" + found + "'");
        }
        return found;
    }

    /** Axes that were an attribute in old opsets and are an operand in new ones; empty where neither is there. */
    Optional<int[]> axes(int operand) {
        return has(operand) ? Optional.of(integers(operand)) : integers("axes");
    }

    /** Refuses a node whose outputs from the given one on are wanted. */
    void onlyOutputsBefore(int output) {
        List<String> outputs = node.outputs();
        boolean wanted = IntStream.range(output, outputs.size())
                .anyMatch(i -> !outputs.get(i).isEmpty());
        if (wanted) {
            throw new Unimportable(
                    "expected no more than " + output + " outputs, found " + outputs.size(),
                    "Export the model in eval mode");
        }
    }

    /** Rounds like a cast to an integer does, towards zero. */
    Value whole(Value x) {
        return b.cast(x, DType.I64);
    }

    private static int bounded(double number) {
        return (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
