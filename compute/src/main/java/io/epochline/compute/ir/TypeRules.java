package io.epochline.compute.ir;

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
            case Op.Reshape(var shape) -> LayoutRules.reshape(shape, in.get(0));
            case Op.BroadcastTo(var shape) -> LayoutRules.broadcastTo(shape, in.get(0));
            case Op.Transpose(var permutation) -> LayoutRules.transpose(permutation, in.get(0));
            case Op.Slice slice -> LayoutRules.slice(slice, in.get(0));
            case Op.Reverse(var axes) -> {
                axes.forEach(in.get(0).shape()::axis);
                yield in.get(0);
            }
            case Op.Pad(var before, var after, var value) -> LayoutRules.pad(before, after, in.get(0));
            case Op.Concat(var axis) -> LayoutRules.concat(axis, in);
            case Op.MatMul() -> matMul(in.get(0), in.get(1));
            case Op.Conv2d(var window, var groups) -> WindowRules.convolution(window, groups, in.get(0), in.get(1));
            case Op.Conv2dInputGradient g -> WindowRules.inputGradient(g, in.get(0), in.get(1));
            case Op.Conv2dKernelGradient g -> WindowRules.kernelGradient(g, in.get(0), in.get(1));
            case Op.MaxPool2d(var window) -> WindowRules.pool(window, in.get(0));
            case Op.MaxPool2dIndices(var window) ->
                new ValueType(DType.I64, WindowRules.pool(window, in.get(0)).shape());
            case Op.AveragePool2d(var window) -> WindowRules.pool(window, in.get(0));
            case Op.Enlarge2d(var rows, var columns) -> WindowRules.enlarge(rows, columns, in.get(0));
            case Op.Gather(var axis) -> LayoutRules.gather(axis, in.get(0), in.get(1));
            case Op.ArgSort(var axis) ->
                new ValueType(DType.I64, floatAlong("arg_sort", axis, in.get(0)).shape());
            case Op.TakeAlongAxis(var axis) -> LayoutRules.takeAlongAxis(axis, in.get(0), in.get(1));
            case Op.ScatterAddAlongAxis(var axis, var extent) ->
                LayoutRules.scatterAdd(axis, extent, in.get(0), in.get(1));
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
}
