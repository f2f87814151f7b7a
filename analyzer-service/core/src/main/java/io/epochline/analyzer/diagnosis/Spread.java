package io.epochline.analyzer.diagnosis;

import java.util.Arrays;

/** The distribution of numbers, by their quantiles; NaN where the numbers have no spread. */
record Spread(double scale, double moorsKurtosis, double outlierShare, double bowleySkewness, double bias) {

    /** Deviations from the median beyond this many robust standard deviations are outliers. */
    private static final double OUTLIER_DEVIATIONS = 3.5;

    /** The median absolute deviation of a normal distribution times this is its standard deviation. */
    private static final double NORMAL_MAD = 1.4826;

    static Spread of(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < 8) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] octile = new double[8];
        for (int i = 1; i < 8; i++) {
            octile[i] = quantile(sorted, i / 8.0);
        }
        double quartiles = octile[6] - octile[2];
        double scale = scale(sorted, octile[4]);
        return new Spread(
                scale,
                (octile[7] - octile[5] + octile[3] - octile[1]) / quartiles,
                outlierShare(sorted, octile[4], scale),
                (octile[2] + octile[6] - 2 * octile[4]) / quartiles,
                bias(sorted));
    }

    private static double scale(double[] sorted, double median) {
        double[] deviations = Arrays.stream(sorted)
                .map(value -> Math.abs(value - median))
                .sorted()
                .toArray();
        return NORMAL_MAD * quantile(deviations, 0.5);
    }

    private static double outlierShare(double[] sorted, double median, double scale) {
        double limit = OUTLIER_DEVIATIONS * scale;
        if (limit == 0) {
            return Double.NaN;
        }
        return Arrays.stream(sorted)
                        .filter(value -> Math.abs(value - median) > limit)
                        .count()
                / (double) sorted.length;
    }

    private static double bias(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN);
        return mean / Math.sqrt(variance);
    }

    /** By linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
    static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
