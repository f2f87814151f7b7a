package io.epochline.analyzer.diagnosis;

import io.epochline.analyzer.AnalyzerException;
import java.util.Arrays;

/**
 * What the errors of validation predictions look like, r = prediction − target over all N · … · L values, rows of L along
 * the last axis. Robust figures: a few wild values do not move them.
 *
 * @param count values seen; a finite share of a large set, evenly spread
 * @param scale 1.4826 · median |r − median|: the standard deviation where r is normal, in the targets' unit
 * @param moorsKurtosis ((E7 − E5) + (E3 − E1)) / (E6 − E2) of the octiles of r; 1.233 for a normal distribution, 1.585
 *     for a Laplace one (Moors 1988, "A quantile alternative for kurtosis")
 * @param outlierShare of values further from the median than 3.5 · 1.4826 · MAD; 0.0005 for a normal distribution
 *     (Iglewicz and Hoaglin 1993)
 * @param bowleySkewness (Q1 + Q3 − 2·Q2) / (Q3 − Q1) of r, in [−1, 1]; 0 where it is symmetric (Bowley 1901)
 * @param bias mean(r) in standard deviations of r
 * @param roughness median |second difference| along the last axis, of the prediction relative to the target; NaN where
 *     the axis is shorter than 3 or most of the target is straight
 * @param shift mean distance between the centres of mass of prediction and target, as a fraction of the last axis; NaN
 *     where the axis is shorter than 4 or the target has negative values
 * @param coarseShare of the squared error that is left when each 4 neighbours are averaged: 0.25 for errors that are
 *     independent, 1 for errors that are constant; NaN where the axis is shorter than 8
 * @param ripple of r
 */
public record Residuals(
        int count,
        double scale,
        double moorsKurtosis,
        double outlierShare,
        double bowleySkewness,
        double bias,
        double roughness,
        double shift,
        double coarseShare,
        Ripple ripple) {

    /** Rows beyond this many values are skipped evenly, so that a large set costs no more. */
    private static final int MAXIMUM_VALUES = 1_000_000;

    /**
     * Measures the errors of predictions.
     *
     * @param prediction f32[N, …, L], flat
     * @param target f32[N, …, L], flat
     * @param length L, of the last axis
     */
    public static Residuals of(float[] prediction, float[] target, int length) {
        if (prediction.length != target.length || length < 1 || prediction.length % length != 0) {
            throw new AnalyzerException("predictions f32[%d] and targets f32[%d] must be equally many, in rows of %d"
                    .formatted(prediction.length, target.length, length));
        }
        int rows = prediction.length / length;
        int stride = Math.max(1, Math.ceilDiv(prediction.length, MAXIMUM_VALUES));
        int kept = Math.ceilDiv(rows, stride);
        double[] p = new double[kept * length];
        double[] t = new double[kept * length];
        for (int row = 0; row < kept; row++) {
            for (int i = 0; i < length; i++) {
                p[row * length + i] = prediction[row * stride * length + i];
                t[row * length + i] = target[row * stride * length + i];
            }
        }
        double[] error = new double[p.length];
        Arrays.setAll(error, i -> p[i] - t[i]);
        Spread spread = Spread.of(error);
        return new Residuals(
                error.length,
                spread.scale(),
                spread.moorsKurtosis(),
                spread.outlierShare(),
                spread.bowleySkewness(),
                spread.bias(),
                Rows.roughness(p, t, length),
                Rows.shift(p, t, length),
                Rows.coarseShare(error, length),
                Ripple.of(error, length));
    }
}
