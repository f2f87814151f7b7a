package io.epochline.compute.ir;

import java.util.stream.IntStream;

/** Orders and ranks along an axis. Gradients go where each element came from; positions have none. */
public sealed interface SortingOps extends FunctionOps, LayoutOps permits GraphBuilder {

    /**
     * Some elements of an axis, and where they were.
     *
     * @param positions i64, of the shape of the values
     */
    record Ranked(Value values, Value positions) {}

    /** The i64 positions that sort an axis in ascending order. */
    default Value argSort(Value x, int axis) {
        return apply(new Op.ArgSort(x.shape().axis(axis)), x);
    }

    /** An axis in ascending order. */
    default Value sort(Value x, int axis) {
        return takeAlongAxis(x, argSort(x, axis), axis);
    }

    /** The k largest along an axis, the largest first; of equal ones the first. */
    default Ranked largest(Value x, int k, int axis) {
        return first(x, argSort(negate(x), axis), k, axis);
    }

    /** The k smallest along an axis, the smallest first; of equal ones the first. */
    default Ranked smallest(Value x, int k, int axis) {
        return first(x, argSort(x, axis), k, axis);
    }

    /** 1 where the class is the index, otherwise 0: {@code i64[...] -> f32[..., classes]}; none is 1 for an index out of range. */
    default Value oneHot(Value indices, int classes) {
        double[] numbers = IntStream.range(0, classes).asDoubleStream().toArray();
        Value each = constant(new Tensor(new ValueType(DType.I64, Shape.of(classes)), numbers));
        return cast(equal(unsqueeze(indices, -1), each), DType.F32);
    }

    private Ranked first(Value x, Value order, int k, int axis) {
        if (k < 0 || k > x.shape().dim(axis)) {
            throw TypeException.of(
                    "top_k", "0 <= k <= " + x.shape().dim(axis) + " on axis " + axis + " of " + x.type(), k);
        }
        Value positions = slice(order, axis, 0, k);
        return new Ranked(takeAlongAxis(x, positions, axis), positions);
    }
}
