package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The types of what moves elements. */
final class LayoutRules {

    private LayoutRules() {}

    static ValueType reshape(Shape shape, ValueType x) {
        if (shape.size() != x.shape().size()) {
            throw TypeException.of(
                    "reshape",
                    "a shape of " + x.shape().size() + " elements, as " + x + " has",
                    shape + " of " + shape.size());
        }
        return x.withShape(shape);
    }

    static ValueType broadcastTo(Shape shape, ValueType x) {
        if (!x.shape().broadcast(shape).equals(shape)) {
            throw TypeException.of("broadcast_to", "a shape that " + x + " stretches to", shape);
        }
        return x.withShape(shape);
    }

    static ValueType transpose(List<Integer> permutation, ValueType x) {
        List<Integer> axes = IntStream.range(0, x.shape().rank()).boxed().toList();
        if (!permutation.stream().sorted().toList().equals(axes)) {
            throw TypeException.of("transpose", "a permutation of the axes " + axes + " of " + x, permutation);
        }
        return x.withShape(new Shape(permutation.stream().map(x.shape()::dim).toList()));
    }

    static ValueType slice(Op.Slice slice, ValueType x) {
        int rank = x.shape().rank();
        boolean perAxis = slice.starts().size() == rank
                && slice.ends().size() == rank
                && slice.steps().size() == rank;
        if (!perAxis) {
            throw TypeException.of("slice", "a start, an end and a step for each axis of " + x, slice);
        }
        int[] dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int start = slice.starts().get(axis);
            int end = slice.ends().get(axis);
            int step = slice.steps().get(axis);
            if (start < 0 || end < start || end > x.shape().dim(axis) || step < 1) {
                throw TypeException.of(
                        "slice",
                        "0 <= start <= end <= " + x.shape().dim(axis) + " and a step of at least 1 on axis " + axis
                                + " of " + x,
                        start + ":" + end + ":" + step);
            }
            dims[axis] = Math.ceilDiv(end - start, step);
        }
        return x.withShape(Shape.of(dims));
    }

    static ValueType pad(List<Integer> before, List<Integer> after, ValueType x) {
        int rank = x.shape().rank();
        boolean fits = before.size() == rank
                && after.size() == rank
                && IntStream.range(0, rank).allMatch(axis -> before.get(axis) >= 0 && after.get(axis) >= 0);
        if (!fits) {
            throw TypeException.of("pad", "amounts of at least 0 for each axis of " + x, before + " and " + after);
        }
        return x.withShape(Shape.of(IntStream.range(0, rank)
                .map(axis -> before.get(axis) + x.shape().dim(axis) + after.get(axis))
                .toArray()));
    }

    static ValueType concat(int axis, List<ValueType> in) {
        if (in.isEmpty()) {
            throw TypeException.operands("concat", in, "at least one operand");
        }
        ValueType first = in.get(0);
        int joined = first.shape().axis(axis);
        int extent = 0;
        for (ValueType type : in) {
            boolean fits = type.shape().rank() == first.shape().rank()
                    && type.withShape(type.shape().with(joined, 0))
                            .equals(first.withShape(first.shape().with(joined, 0)));
            if (!fits) {
                throw TypeException.operands("concat", in, "operands that differ on axis " + axis + " only");
            }
            extent += type.shape().dim(joined);
        }
        return first.withShape(first.shape().with(joined, extent));
    }

    static ValueType gather(int axis, ValueType x, ValueType indices) {
        int replaced = x.shape().axis(axis);
        boolean fits = indices.dtype() == DType.I64
                && (x.shape().dim(replaced) > 0 || indices.shape().size() == 0);
        if (!fits) {
            throw TypeException.operands(
                    "gather",
                    List.of(x, indices),
                    "values with something to take on axis " + axis + ", and i64 indices");
        }
        List<Integer> dims = new ArrayList<>(x.shape().dims());
        dims.remove(replaced);
        dims.addAll(replaced, indices.shape().dims());
        return x.withShape(new Shape(dims));
    }

    static ValueType takeAlongAxis(int axis, ValueType x, ValueType indices) {
        boolean fits = indices.dtype() == DType.I64
                && indices.shape().rank() == x.shape().rank()
                && indices.shape().with(axis, 0).equals(x.shape().with(axis, 0));
        if (!fits) {
            throw TypeException.operands(
                    "take_along_axis",
                    List.of(x, indices),
                    "i64 indices that differ from the values on axis " + axis + " only");
        }
        return x.withShape(indices.shape());
    }

    static ValueType scatterAdd(int axis, int extent, ValueType indices, ValueType updates) {
        if (indices.dtype() != DType.I64 || !indices.shape().equals(updates.shape())) {
            throw TypeException.operands(
                    "scatter_add", List.of(indices, updates), "i64 indices and updates of one shape");
        }
        return updates.withShape(updates.shape().with(axis, extent));
    }
}
