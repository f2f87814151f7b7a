package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Folds along axes. Negative axes count from the last; no axes means all of them. */
public sealed interface ReductionOps extends FunctionOps, LayoutOps permits GraphBuilder {

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

    /** The running sum from the end of an axis. */
    default Value reverseCumsum(Value x, int axis) {
        return apply(new Op.CumulativeSum(x.shape().axis(axis), true), x);
    }

    default Value reduce(Reduction kind, Value x, boolean keepDims, int... axes) {
        if (x.rank() == 0 && axes.length == 0) {
            return x;
        }
        List<Integer> folded = axes.length == 0
                ? IntStream.range(0, x.rank()).boxed().toList()
                : Arrays.stream(axes).map(x.shape()::axis).sorted().boxed().toList();
        return apply(new Op.Reduce(kind, folded, keepDims), x);
    }
}
