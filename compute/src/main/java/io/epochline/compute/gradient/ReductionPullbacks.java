package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/** The gradients of folds. */
final class ReductionPullbacks {

    private ReductionPullbacks() {}

    static Value reduce(Op.Reduce op, Site site) {
        GraphBuilder b = site.b();
        Value x = site.x();
        Shape kept = kept(op, x.shape());
        Value dy = b.reshape(site.dy(), kept);
        return switch (op.kind()) {
            case SUM -> b.broadcastTo(dy, x.shape());
            case MEAN -> {
                int folded =
                        op.axes().stream().reduce(1, (n, axis) -> n * x.shape().dim(axis));
                yield b.broadcastTo(b.divide(dy, Math.max(folded, 1)), x.shape());
            }
            case LOG_SUM_EXP -> b.multiply(dy, b.exp(b.subtract(x, b.reshape(site.y(), kept))));
            case MAX, MIN -> {
                Value chosen = b.cast(b.equal(x, b.reshape(site.y(), kept)), x.dtype());
                int[] axes = op.axes().stream().mapToInt(axis -> axis).toArray();
                Value ties = axes.length == 0 ? chosen : b.sumKeepDims(chosen, axes);
                yield b.multiply(chosen, b.divide(dy, ties));
            }
        };
    }

    static Value softmax(int axis, Site site) {
        GraphBuilder b = site.b();
        Value weighted = b.sumKeepDims(b.multiply(site.dy(), site.y()), axis);
        return b.multiply(site.y(), b.subtract(site.dy(), weighted));
    }

    private static Shape kept(Op.Reduce op, Shape input) {
        Shape kept = input;
        for (int axis : op.axes()) {
            kept = kept.with(axis, 1);
        }
        return kept;
    }
}
