package io.epochline.compute.loss;

import static io.epochline.compute.loss.PointwiseBlocks.difference;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/** Losses that see the last axis as a curve: correlation, smoothness, mass, frequency and scale. */
final class SpectralBlocks {
    /** Added to variances, so that a constant row has correlation 0 and a finite gradient. An arbitrary constant. */
    private static final double VARIANCE_FLOOR = 1e-8;

    /** Added to squared magnitudes, so that an empty frequency has a gradient. An arbitrary constant. */
    private static final double POWER_FLOOR = 1e-8;

    /** Softness of the positive part in {@code wasserstein}, in units of the values. An arbitrary constant. */
    private static final double MASS_SOFTNESS = 0.01;

    static final List<Block> ALL = List.of(
            Block.comparison(
                    "pearson",
                    2,
                    "mean over rows of cov(pred, target) / (σ(pred)·σ(target))",
                    "correlation along the last axis, 1 at best; write 1 - pearson",
                    SpectralBlocks::pearson),
            Block.penalty(
                    "tv",
                    2,
                    "mean(|x[i+1] - x[i]|)",
                    "total variation, small where curves are smooth (Rudin, Osher and Fatemi 1992)",
                    (g, in) -> g.mean(g.abs(FunctionBlocks.diff(g, in.first())))),
            Block.penalty(
                    "second_difference",
                    3,
                    "mean((x[i+1] - 2·x[i] + x[i-1])²)",
                    "bending, small where curves are straight (Whittaker 1922)",
                    (g, in) -> g.mean(g.square(FunctionBlocks.diff(g, FunctionBlocks.diff(g, in.first()))))),
            Block.comparison(
                    "multi_scale",
                    Parameter.Setting.whole("scales", 3, 1, 12),
                    1,
                    "mean of mse at pools of 1, 2, 4, … positions, scales of them at most",
                    "coarse structure counts as much as detail",
                    SpectralBlocks::multiScale),
            Block.comparison(
                    "wasserstein",
                    2,
                    "mean(|P - T|), P and T the cumulative sums of the unit-mass positive parts",
                    "how far mass must be moved, in fractions of the axis (W1 in one dimension)",
                    SpectralBlocks::wasserstein),
            Block.comparison(
                    "spectral",
                    2,
                    "mean((|DFT pred| - |DFT target|)²)/length over the frequencies 0 … length/2",
                    "the right amount of each frequency, wherever it sits",
                    SpectralBlocks::spectral));

    private SpectralBlocks() {}

    private static Value pearson(GraphBuilder g, Block.Operands in) {
        Value a = centred(g, in.first());
        Value b = centred(g, in.second());
        Value covariance = g.mean(g.multiply(a, b), -1);
        Value deviations = g.multiply(deviation(g, a), deviation(g, b));
        return g.mean(g.divide(covariance, deviations));
    }

    private static Value centred(GraphBuilder g, Value x) {
        return g.subtract(x, g.meanKeepDims(x, -1));
    }

    private static Value deviation(GraphBuilder g, Value centred) {
        return g.sqrt(g.add(g.mean(g.square(centred), -1), VARIANCE_FLOOR));
    }

    private static Value multiScale(GraphBuilder g, Block.Operands in) {
        Value d = difference(g, in);
        Value total = g.mean(g.square(d));
        int scales = 1;
        for (int pool = 2; scales < in.setting() && pool <= d.shape().dim(-1); pool *= 2) {
            total = g.add(total, g.mean(g.square(pooled(g, d, pool))));
            scales++;
        }
        return g.divide(total, scales);
    }

    /** Means of {@code pool} neighbours; what is left over at the end is dropped. */
    private static Value pooled(GraphBuilder g, Value x, int pool) {
        int rows = x.shape().dim(0);
        int groups = x.shape().dim(1) / pool;
        return g.mean(g.reshape(g.slice(x, 1, 0, groups * pool), rows, groups, pool), -1);
    }

    private static Value wasserstein(GraphBuilder g, Block.Operands in) {
        Value difference = g.subtract(cumulative(g, in.first()), cumulative(g, in.second()));
        return g.mean(g.abs(difference));
    }

    private static Value cumulative(GraphBuilder g, Value x) {
        Value mass = softPositive(g, x);
        return g.cumsum(g.divide(mass, g.sumKeepDims(mass, -1)), -1);
    }

    /**
     * {@code (x + √(x² + ε²))/2} keeps a gradient where values are negative; there it is written {@code ε²/(2(√(x² + ε²) -
     * x))}, or else float32 would lose all of it.
     */
    private static Value softPositive(GraphBuilder g, Value x) {
        double power = MASS_SOFTNESS * MASS_SOFTNESS;
        Value zero = g.scalar(0, x);
        Value size = g.sqrt(g.add(g.square(x), power));
        Value above = g.multiply(g.add(x, size), 0.5);
        Value below = g.divide(g.scalar(power / 2, x), g.subtract(size, g.minimum(x, zero)));
        return g.where(g.less(x, zero), below, above);
    }

    private static Value spectral(GraphBuilder g, Block.Operands in) {
        int length = in.first().shape().dim(-1);
        Value difference = g.subtract(magnitude(g, in.first()), magnitude(g, in.second()));
        return g.divide(g.mean(g.square(difference)), length);
    }

    private static Value magnitude(GraphBuilder g, Value x) {
        return g.sqrt(g.add(g.powerSpectrum(x, -1), POWER_FLOOR));
    }
}
