package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A node, the gradient that arrives at its value, and which of its operands want one. */
record Site(GraphBuilder b, Node node, Value dy, boolean[] dependent) {

    Value x() {
        return node.input(0);
    }

    Value y() {
        return node.output();
    }

    /** The contribution to each operand; null for those that want none, and for zero. */
    List<Value> each(IntFunction<Value> contribution) {
        List<Value> contributions = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            contributions.add(dependent[node.input(i).id()] ? contribution.apply(i) : null);
        }
        return contributions;
    }

    /** Folds what broadcasting stretched, so that the gradient has the shape of the operand. */
    Value sumTo(Value gradient, Shape operand) {
        int added = gradient.rank() - operand.rank();
        List<Integer> stretched = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            boolean isNew = axis < added;
            if (isNew || operand.dim(axis - added) == 1 && gradient.shape().dim(axis) != 1) {
                stretched.add(axis);
            }
        }
        if (stretched.isEmpty()) {
            return gradient;
        }
        int[] axes = stretched.stream().mapToInt(axis -> axis).toArray();
        return b.reshape(b.sum(gradient, axes), operand);
    }
}
