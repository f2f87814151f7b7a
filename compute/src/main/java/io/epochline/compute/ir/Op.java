package io.epochline.compute.ir;

import java.util.List;

/**
 * An operation on tensors. Attributes only: what it is applied to is the business of a {@link Node}.
 *
 * <p>Every op but the sources is a pure function, so two equal ops on equal values are one node. The set is closed under
 * differentiation: the gradient of each op is made of these ops.
 */
public sealed interface Op {

    /** A tensor fed to the graph at each run, such as a batch or noise. */
    record Input(String name, ValueType type) implements Op {}

    /** A tensor fed to the graph that training changes. */
    record Parameter(String name, ValueType type) implements Op {}

    record Constant(Tensor value) implements Op {}

    /** {@code f(x)}, element by element. */
    record Unary(UnaryKind kind) implements Op {}

    /** {@code x > 0 ? x : slope x}, element by element. */
    record LeakyRelu(double slope) implements Op {}

    /** {@code x > 0 ? x : alpha (exp(x) - 1)}, element by element. */
    record Elu(double alpha) implements Op {}

    /** {@code f(a, b)}, element by element, broadcast as in numpy. */
    record Binary(BinaryKind kind) implements Op {}

    /** {@code a ? b} as bool, element by element, broadcast as in numpy. */
    record Compare(Comparison kind) implements Op {}

    /** {@code condition ? a : b}, element by element, broadcast as in numpy. */
    record Where() implements Op {}

    record Cast(DType to) implements Op {}

    /** Folds the given axes, which are kept with extent 1 or dropped. */
    record Reduce(Reduction kind, List<Integer> axes, boolean keepDims) implements Op {}

    /** {@code exp(x) / sum(exp(x))} along an axis. */
    record Softmax(int axis) implements Op {}

    /** {@code x - log(sum(exp(x)))} along an axis. */
    record LogSoftmax(int axis) implements Op {}

    /** The running sum along an axis, from its start, or from its end where {@code reverse}. */
    record CumulativeSum(int axis, boolean reverse) implements Op {}

    record Reshape(Shape shape) implements Op {}

    record BroadcastTo(Shape shape) implements Op {}

    /** Axis {@code i} of the result is axis {@code permutation[i]} of the input. */
    record Transpose(List<Integer> permutation) implements Op {}

    /** Elements {@code starts[i], starts[i] + steps[i], ...} below {@code ends[i]} of every axis {@code i}. */
    record Slice(List<Integer> starts, List<Integer> ends, List<Integer> steps) implements Op {}

    /** The elements of the given axes in the opposite order. */
    record Reverse(List<Integer> axes) implements Op {}

    /** Puts {@code before[i]} and {@code after[i]} times the value at the edges of every axis {@code i}. */
    record Pad(List<Integer> before, List<Integer> after, double value) implements Op {}

    record Concat(int axis) implements Op {}

    /** {@code [..., n, k] x [..., k, m] -> [..., n, m]}, with the leading axes broadcast. */
    record MatMul() implements Op {}

    /**
     * {@code x [b, c, h, w], kernel [o, c/groups, kh, kw] -> [b, o, h', w']}: cross-correlation. Group {@code i} of the
     * outputs sees group {@code i} of the channels only.
     */
    record Conv2d(Window window, int groups) implements Op {}

    /**
     * The adjoint of {@link Conv2d} in x: {@code dy [b, o, h', w'], kernel [o, c/groups, kh, kw] -> [b, c, height,
     * width]}.
     */
    record Conv2dInputGradient(Window window, int groups, int height, int width) implements Op {}

    /** The adjoint of {@link Conv2d} in the kernel: {@code x [b, c, h, w], dy [b, o, h', w'] -> [o, c/groups, kh, kw]}. */
    record Conv2dKernelGradient(Window window, int groups) implements Op {}

    /** The largest element under the window; padding never wins. */
    record MaxPool2d(Window window) implements Op {}

    /** Where {@link MaxPool2d} found its elements, as i64 positions in the flattened input; the first of equals. */
    record MaxPool2dIndices(Window window) implements Op {}

    /** The mean under the window; padding counts as zeros. */
    record AveragePool2d(Window window) implements Op {}

    /** Every pixel as a block of so many rows and columns: {@code [b, c, h, w] -> [b, c, rows h, columns w]}. */
    record Enlarge2d(int rows, int columns) implements Op {}

    /** {@code x, indices i64 -> x[:, indices, :]}: the indices' shape takes the place of an axis of x. */
    record Gather(int axis) implements Op {}

    /** The i64 positions that sort an axis in ascending order; equal elements keep their order. */
    record ArgSort(int axis) implements Op {}

    /** {@code x, indices i64 -> x[..., indices[..., i, ...], ...]} along an axis; shapes differ there only. */
    record TakeAlongAxis(int axis) implements Op {}

    /** The adjoint of {@link TakeAlongAxis}: {@code indices, updates} are added into zeros of the given extent. */
    record ScatterAddAlongAxis(int axis, int extent) implements Op {}

    enum UnaryKind {
        NEGATE,
        ABS,
        SIGN,
        EXP,
        LOG,
        SQRT,
        RECIPROCAL,
        ERF,
        TANH,
        SIGMOID,
        SOFTPLUS,
        RELU,
        STEP,
        FLOOR,
        CEIL,
        ROUND,
        SIN,
        COS,
        TAN,
        ASIN,
        ACOS,
        ATAN,
        SINH,
        COSH,
        ASINH,
        ACOSH,
        ATANH,
        NOT,
        IS_NAN,
        IS_INF
    }

    enum BinaryKind {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POW,
        MAXIMUM,
        MINIMUM,
        AND,
        OR
    }

    enum Comparison {
        EQUAL,
        LESS,
        LESS_EQUAL,
        GREATER,
        GREATER_EQUAL
    }

    enum Reduction {
        SUM,
        MEAN,
        MAX,
        MIN,
        LOG_SUM_EXP
    }
}
