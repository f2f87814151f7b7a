package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Folds along axes. Negative axes count from the last; no axes means all of them. */
public sealed interface ReductionOps extends FunctionOps, LayoutOps permits NormalizationOps {

    default Value sum(Value x, int... axes) {
        return reduce(Reduction.SUM, x, false, axes);
    }

    default Value sumKeepDims(Value x, int... axes) {
        return reduce(Reduction.SUM, x, true, axes);
    }

    default Value mean(Value x, int... axes) {
        return reduce(Reduction.MEAN, x, false, axes);
    }

    default Value meanKeepDims(Value x, int... axes) {
        return reduce(Reduction.MEAN, x, true, axes);
    }

    /** The largest element; equal ones share the gradient. */
    default Value max(Value x, int... axes) {
        return reduce(Reduction.MAX, x, false, axes);
    }

    default Value maxKeepDims(Value x, int... axes) {
        return reduce(Reduction.MAX, x, true, axes);
    }

    /** The smallest element; equal ones share the gradient. */
    default Value min(Value x, int... axes) {
        return reduce(Reduction.MIN, x, false, axes);
    }

    default Value minKeepDims(Value x, int... axes) {
        return reduce(Reduction.MIN, x, true, axes);
    }

    /** {@code log(sum(exp(x)))}, without overflow. */
    default Value logSumExp(Value x, int... axes) {
        return reduce(Reduction.LOG_SUM_EXP, x, false, axes);
    }

    default Value logSumExpKeepDims(Value x, int... axes) {
        return reduce(Reduction.LOG_SUM_EXP, x, true, axes);
    }

    /** The product of all elements along the axes, by halves, so that the gradient is right where some are 0. */
    default Value product(Value x, int... axes) {
        List<Integer> folded = folded(x, axes);
        Value product = x;
        for (int axis : folded) {
            product = x.shape().dim(axis) == 0
                    ? broadcastTo(scalar(1, x), product.shape().with(axis, 1))
                    : halved(product, axis);
        }
        Value whole = product;
        return reshape(
                whole,
                Shape.of(IntStream.range(0, x.rank())
                        .filter(axis -> !folded.contains(axis))
                        .map(whole.shape()::dim)
                        .toArray()));
    }

    /** {@code sqrt(sum(x^2))}; where all are 0 the gradient is 0. */
    default Value norm(Value x, int... axes) {
        Value squares = sum(square(x), axes);
        Value positive = greater(squares, scalar(0, squares));
        Value zero = scalar(0, squares);
        return where(positive, sqrt(where(positive, squares, scalar(1, squares))), zero);
    }

    /** {@code sum((x - mean)^2) / (n - correction)}: with correction 1 the estimate without bias. */
    default Value variance(Value x, int correction, int... axes) {
        int count =
                folded(x, axes).stream().reduce(1, (n, axis) -> n * x.shape().dim(axis));
        if (correction < 0 || count <= correction) {
            throw TypeException.of(
                    "variance", "more than " + Math.max(0, correction) + " elements", count + " of " + x.type());
        }
        Value squares = sum(square(subtract(x, meanKeepDims(x, axes))), axes);
        return divide(squares, count - correction);
    }

    /** {@code exp(x) / sum(exp(x))} along an axis, without overflow. */
    default Value softmax(Value x, int axis) {
        return apply(new Op.Softmax(x.shape().axis(axis)), x);
    }

    /** {@code x - log(sum(exp(x)))} along an axis, without overflow. */
    default Value logSoftmax(Value x, int axis) {
        return apply(new Op.LogSoftmax(x.shape().axis(axis)), x);
    }

    /** The running sum along an axis. */
    default Value cumsum(Value x, int axis) {
        return apply(new Op.CumulativeSum(x.shape().axis(axis), false), x);
    }

    /** The running sum along an axis of what comes before each element: 0 for the first. */
    default Value cumsumBefore(Value x, int axis) {
        int last = x.shape().dim(axis) - 1;
        return last < 0 ? x : cumsum(pad(slice(x, axis, 0, last), axis, 1, 0), axis);
    }

    /** The running sum from the end of an axis. */
    default Value reverseCumsum(Value x, int axis) {
        return apply(new Op.CumulativeSum(x.shape().axis(axis), true), x);
    }

    default Value reduce(Reduction kind, Value x, boolean keepDims, int... axes) {
        if (x.rank() == 0 && axes.length == 0) {
            return x;
        }
        return apply(new Op.Reduce(kind, folded(x, axes), keepDims), x);
    }

    private Value halved(Value x, int axis) {
        Value product = x;
        while (product.shape().dim(axis) > 1) {
            int extent = product.shape().dim(axis);
            int half = extent / 2;
            Value pairs = multiply(slice(product, axis, 0, half), slice(product, axis, half, 2 * half));
            product = extent % 2 == 0 ? pairs : concat(axis, pairs, slice(product, axis, extent - 1, extent));
        }
        return product;
    }

    private static List<Integer> folded(Value x, int... axes) {
        return axes.length == 0
                ? IntStream.range(0, x.rank()).boxed().toList()
                : Arrays.stream(axes).map(x.shape()::axis).sorted().boxed().toList();
    }
}
