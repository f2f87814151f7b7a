package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/** Losses that compare position by position; {@code d = pred - target}, and {@code mean} is over all positions. */
final class PointwiseBlocks {
    static final List<Block> ALL = List.of(
            Block.comparison("mse", 1, "mean(d²)", "squared error", (g, in) -> g.mean(g.square(difference(g, in)))),
            Block.comparison("mae", 1, "mean(|d|)", "absolute error", (g, in) -> g.mean(g.abs(difference(g, in)))),
            Block.comparison(
                    "huber",
                    Parameter.Setting.positive("delta", 1),
                    1,
                    "mean(d²/2 where |d| ≤ delta, else delta·(|d| - delta/2))",
                    "squared error whose tails are linear beyond delta (Huber 1964)",
                    PointwiseBlocks::huber),
            Block.comparison(
                    "charbonnier",
                    Parameter.Setting.positive("epsilon", 0.001),
                    1,
                    "mean(√(d² + epsilon²) - epsilon)",
                    "absolute error, smooth at zero (Charbonnier et al. 1994, less the constant epsilon)",
                    PointwiseBlocks::charbonnier),
            Block.comparison(
                    "log_cosh",
                    1,
                    "mean(log cosh d)",
                    "squared error for small d, absolute for large, smooth everywhere",
                    PointwiseBlocks::logCosh),
            Block.comparison(
                    "quantile",
                    Parameter.Setting.between("q", 0.5, 0, 1),
                    1,
                    "mean(max(-q·d, (1 - q)·d))",
                    "the q-th quantile of the target instead of its mean (Koenker and Bassett 1978)",
                    PointwiseBlocks::quantile));

    private PointwiseBlocks() {}

    static Value difference(GraphBuilder g, Block.Operands in) {
        return g.subtract(in.first(), in.second());
    }

    /** With {@code c = min(|d|, delta)} both branches are {@code c·(|d| - c/2)}. */
    private static Value huber(GraphBuilder g, Block.Operands in) {
        Value size = g.abs(difference(g, in));
        Value clipped = g.minimum(size, in.setting());
        return g.mean(g.multiply(clipped, g.subtract(size, g.multiply(clipped, 0.5))));
    }

    private static Value charbonnier(GraphBuilder g, Block.Operands in) {
        double epsilon = in.setting();
        Value smooth = g.sqrt(g.add(g.square(difference(g, in)), epsilon * epsilon));
        return g.mean(g.subtract(smooth, epsilon));
    }

    /** {@code log cosh d = d + softplus(-2d) - log 2}, which does not overflow. */
    private static Value logCosh(GraphBuilder g, Block.Operands in) {
        Value d = difference(g, in);
        return g.mean(g.subtract(g.add(d, g.softplus(g.multiply(d, -2))), Math.log(2)));
    }

    private static Value quantile(GraphBuilder g, Block.Operands in) {
        Value d = difference(g, in);
        return g.mean(g.maximum(g.multiply(d, -in.setting()), g.multiply(d, 1 - in.setting())));
    }
}
