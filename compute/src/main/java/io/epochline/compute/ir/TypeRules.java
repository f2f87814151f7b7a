package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The type that an op makes of its operands' types, and the refusal of operands that do not fit. */
final class TypeRules {

    private TypeRules() {}

    static ValueType infer(Op op, List<ValueType> in) {
        return switch (op) {
            case Op.Input(var name, var type) -> type;
            case Op.Parameter(var name, var type) -> type;
            case Op.Constant(var value) -> value.type();
            case Op.Unary(var kind) -> unary(kind, in.get(0));
            case Op.LeakyRelu(var slope) -> floating("leaky_relu", in.get(0));
            case Op.Elu(var alpha) -> floating("elu", in.get(0));
            case Op.Binary(var kind) -> binary(kind, in);
            case Op.Compare(var kind) -> new ValueType(DType.BOOL, sameDType(name(kind), in, 0, 1));
            case Op.Where() -> where(in);
            case Op.Cast(var to) -> new ValueType(to, in.get(0).shape());
            case Op.Reduce(var kind, var axes, var keepDims) -> reduce(kind, axes, keepDims, in.get(0));
            case Op.Softmax(var axis) -> floatAlong("softmax", axis, in.get(0));
            case Op.LogSoftmax(var axis) -> floatAlong("log_softmax", axis, in.get(0));
            case Op.CumulativeSum(var axis, var reverse) -> floatAlong("cumulative_sum", axis, in.get(0));
            case Op.Reshape(var shape) -> reshape(shape, in.get(0));
            case Op.BroadcastTo(var shape) -> broadcastTo(shape, in.get(0));
            case Op.Transpose(var permutation) -> transpose(permutation, in.get(0));
            case Op.Slice slice -> slice(slice, in.get(0));
            case Op.Reverse(var axes) -> {
                axes.forEach(in.get(0).shape()::axis);
                yield in.get(0);
            }
            case Op.Pad(var before, var after, var value) -> pad(before, after, in.get(0));
            case Op.Concat(var axis) -> concat(axis, in);
            case Op.MatMul() -> matMul(in.get(0), in.get(1));
            case Op.Conv2d(var window, var groups) -> WindowRules.convolution(window, groups, in.get(0), in.get(1));
            case Op.Conv2dInputGradient g -> WindowRules.inputGradient(g, in.get(0), in.get(1));
            case Op.Conv2dKernelGradient g -> WindowRules.kernelGradient(g, in.get(0), in.get(1));
            case Op.MaxPool2d(var window) -> WindowRules.pool(window, in.get(0));
            case Op.MaxPool2dIndices(var window) ->
                new ValueType(DType.I64, WindowRules.pool(window, in.get(0)).shape());
            case Op.AveragePool2d(var window) -> WindowRules.pool(window, in.get(0));
            case Op.Enlarge2d(var rows, var columns) -> WindowRules.enlarge(rows, columns, in.get(0));
            case Op.Gather(var axis) -> gather(axis, in.get(0), in.get(1));
            case Op.ArgSort(var axis) ->
                new ValueType(DType.I64, floatAlong("arg_sort", axis, in.get(0)).shape());
            case Op.TakeAlongAxis(var axis) -> takeAlongAxis(axis, in.get(0), in.get(1));
            case Op.ScatterAddAlongAxis(var axis, var extent) -> scatterAdd(axis, extent, in.get(0), in.get(1));
        };
    }

    static String name(Enum<?> kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static ValueType unary(Op.UnaryKind kind, ValueType x) {
        return switch (kind) {
            case NOT -> {
                if (x.dtype() != DType.BOOL) {
                    throw TypeException.of(name(kind), "a bool", x);
                }
                yield x;
            }
            case NEGATE, ABS, SIGN -> {
                if (x.dtype() == DType.BOOL) {
                    throw TypeException.of(name(kind), "a number", x);
                }
                yield x;
            }
            case IS_NAN, IS_INF ->
                new ValueType(DType.BOOL, floating(name(kind), x).shape());
            default -> floating(name(kind), x);
        };
    }

    private static ValueType floating(String op, ValueType x) {
        if (!x.dtype().isFloat()) {
            throw TypeException.of(op, "a float", x);
        }
        return x;
    }

    private static ValueType binary(Op.BinaryKind kind, List<ValueType> in) {
        Shape shape = sameDType(name(kind), in, 0, 1);
        boolean logical = kind == Op.BinaryKind.AND || kind == Op.BinaryKind.OR;
        if (logical != (in.get(0).dtype() == DType.BOOL)) {
            throw TypeException.operands(name(kind), in, logical ? "two bools" : "two numbers");
        }
        return in.get(0).withShape(shape);
    }

    private static ValueType where(List<ValueType> in) {
        if (in.get(0).dtype() != DType.BOOL) {
            throw TypeException.operands("where", in, "a bool condition first");
        }
        Shape branches = sameDType("where", in, 1, 2);
        return in.get(1).withShape(in.get(0).shape().broadcast(branches));
    }

    private static Shape sameDType(String op, List<ValueType> in, int first, int second) {
        ValueType a = in.get(first);
        ValueType b = in.get(second);
        if (a.dtype() != b.dtype()) {
            throw TypeException.operands(op, in, "operands of one dtype");
        }
        return a.shape().broadcast(b.shape());
    }

    private static ValueType reduce(Op.Reduction kind, List<Integer> axes, boolean keepDims, ValueType x) {
        boolean whole = kind == Op.Reduction.SUM || kind == Op.Reduction.MAX || kind == Op.Reduction.MIN;
        if (!x.dtype().isFloat() && !(whole && x.dtype() == DType.I64)) {
            throw TypeException.of(name(kind), "a float", x);
        }
        List<Integer> folded = axes.stream().map(x.shape()::axis).toList();
        if (folded.stream().distinct().count() != folded.size()) {
            throw TypeException.of(name(kind), "each axis once", axes);
        }
        boolean needsOne = kind != Op.Reduction.SUM && kind != Op.Reduction.MEAN;
        if (needsOne && folded.stream().anyMatch(axis -> x.shape().dim(axis) == 0)) {
            throw TypeException.of(name(kind), "at least one element along axes " + axes, x);
        }
        return x.withShape(Shape.of(IntStream.range(0, x.shape().rank())
                .filter(axis -> keepDims || !folded.contains(axis))
                .map(axis -> folded.contains(axis) ? 1 : x.shape().dim(axis))
                .toArray()));
    }

    private static ValueType floatAlong(String op, int axis, ValueType x) {
        x.shape().axis(axis);
        return floating(op, x);
    }

    private static ValueType reshape(Shape shape, ValueType x) {
        if (shape.size() != x.shape().size()) {
            throw TypeException.of(
                    "reshape",
                    "a shape of " + x.shape().size() + " elements, as " + x + " has",
                    shape + " of " + shape.size());
        }
        return x.withShape(shape);
    }

    private static ValueType broadcastTo(Shape shape, ValueType x) {
        if (!x.shape().broadcast(shape).equals(shape)) {
            throw TypeException.of("broadcast_to", "a shape that " + x + " stretches to", shape);
        }
        return x.withShape(shape);
    }

    private static ValueType transpose(List<Integer> permutation, ValueType x) {
        List<Integer> axes = IntStream.range(0, x.shape().rank()).boxed().toList();
        if (!permutation.stream().sorted().toList().equals(axes)) {
            throw TypeException.of("transpose", "a permutation of the axes " + axes + " of " + x, permutation);
        }
        return x.withShape(new Shape(permutation.stream().map(x.shape()::dim).toList()));
    }

    private static ValueType slice(Op.Slice slice, ValueType x) {
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

    private static ValueType pad(List<Integer> before, List<Integer> after, ValueType x) {
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

    private static ValueType concat(int axis, List<ValueType> in) {
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

    private static ValueType matMul(ValueType a, ValueType b) {
        if (a.shape().rank() < 2
                || b.shape().rank() < 2
                || a.dtype() != b.dtype()
                || !a.dtype().isFloat()) {
            throw TypeException.operands("matmul", List.of(a, b), "two float matrices (rank 2 or more)");
        }
        int inner = a.shape().dim(-1);
        if (inner != b.shape().dim(-2)) {
            throw TypeException.operands(
                    "matmul", List.of(a, b), b.withShape(b.shape().with(-2, inner)) + " on the right of " + a);
        }
        Shape batch = a.shape()
                .with(-1, 1)
                .with(-2, 1)
                .broadcast(b.shape().with(-1, 1).with(-2, 1));
        return a.withShape(batch.with(-2, a.shape().dim(-2)).with(-1, b.shape().dim(-1)));
    }

    private static ValueType gather(int axis, ValueType x, ValueType indices) {
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

    private static ValueType takeAlongAxis(int axis, ValueType x, ValueType indices) {
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

    private static ValueType scatterAdd(int axis, int extent, ValueType indices, ValueType updates) {
        if (indices.dtype() != DType.I64 || !indices.shape().equals(updates.shape())) {
            throw TypeException.operands(
                    "scatter_add", List.of(indices, updates), "i64 indices and updates of one shape");
        }
        return updates.withShape(updates.shape().with(axis, extent));
    }
}
