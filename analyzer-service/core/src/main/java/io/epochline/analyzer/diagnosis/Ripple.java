package io.epochline.analyzer.diagnosis;

import java.util.Arrays;

/**
 * The strongest wave along the last axis: of the periodogram of the rows, each without its mean, the two neighbouring
 * frequencies that hold most. Two, since a wave whose period does not divide the row lies between them.
 *
 * @param share of the variance within rows; 4/L where values are independent, NaN where rows are shorter than 16 or fewer
 *     than 8
 * @param period in positions, above 2 and up to a third of the row
 */
record Ripple(double share, double period) {
    private static final Ripple NONE = new Ripple(Double.NaN, Double.NaN);
    private static final int SHORTEST = 16;
    private static final int FEWEST = 8;

    /** Slower ones are drifts. */
    private static final int WAVES = 3;

    /** Bounds the cost for long rows. */
    private static final int MOST_WAVES = 128;

    static Ripple of(double[] values, int length) {
        if (length < SHORTEST || values.length / length < FEWEST) {
            return NONE;
        }
        double[] rows = withoutMeans(values, length);
        double squares = Arrays.stream(rows).map(value -> value * value).sum();
        int last = Math.min((length - 1) / 2, MOST_WAVES);
        double[] power = new double[last + 1];
        for (int waves = WAVES; waves <= last; waves++) {
            power[waves] = power(rows, length, waves);
        }
        int strongest = WAVES;
        for (int waves = WAVES; waves < last; waves++) {
            if (power[waves] + power[waves + 1] > power[strongest] + power[strongest + 1]) {
                strongest = waves;
            }
        }
        double both = power[strongest] + power[strongest + 1];
        double waves = strongest + power[strongest + 1] / both;
        return new Ripple(2 * both / (length * squares), length / waves);
    }

    private static double[] withoutMeans(double[] values, int length) {
        double[] rows = values.clone();
        for (int start = 0; start < rows.length; start += length) {
            double mean = Arrays.stream(values, start, start + length).average().orElseThrow();
            for (int i = start; i < start + length; i++) {
                rows[i] -= mean;
            }
        }
        return rows;
    }

    /** The sum over the rows of |DFT|² at so many waves a row. */
    private static double power(double[] rows, int length, int waves) {
        double[] cos = new double[length];
        double[] sin = new double[length];
        for (int i = 0; i < length; i++) {
            double angle = 2 * Math.PI * waves * i / length;
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
        double power = 0;
        for (int start = 0; start < rows.length; start += length) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < length; i++) {
                real += cos[i] * rows[start + i];
                imaginary += sin[i] * rows[start + i];
            }
            power += real * real + imaginary * imaginary;
        }
        return power;
    }
}
