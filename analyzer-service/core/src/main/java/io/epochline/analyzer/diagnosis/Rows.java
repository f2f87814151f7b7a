package io.epochline.analyzer.diagnosis;

import java.util.Arrays;

/** Figures along the last axis; the arrays are rows of {@code length} values, one after the other. */
final class Rows {

    /** Neighbours averaged to tell broad errors from fine ones; arbitrary. */
    private static final int POOL = 4;

    private Rows() {}

    static double roughness(double[] prediction, double[] target, int length) {
        double ofTarget = medianBend(target, length);
        return ofTarget > 0 ? medianBend(prediction, length) / ofTarget : Double.NaN;
    }

    private static double medianBend(double[] values, int length) {
        if (length < 3) {
            return Double.NaN;
        }
        int perRow = length - 2;
        double[] bends = new double[values.length / length * perRow];
        for (int i = 0; i < bends.length; i++) {
            int start = i / perRow * length + i % perRow;
            bends[i] = Math.abs(values[start] - 2 * values[start + 1] + values[start + 2]);
        }
        Arrays.sort(bends);
        return bends.length == 0 ? Double.NaN : Spread.quantile(bends, 0.5);
    }

    static double shift(double[] prediction, double[] target, int length) {
        if (length < 4 || Arrays.stream(target).anyMatch(value -> !(value >= 0))) {
            return Double.NaN;
        }
        double sum = 0;
        int rows = 0;
        for (int start = 0; start < target.length; start += length) {
            double distance = Math.abs(centre(prediction, start, length) - centre(target, start, length));
            if (!Double.isNaN(distance)) {
                sum += distance / length;
                rows++;
            }
        }
        return rows == 0 ? Double.NaN : sum / rows;
    }

    private static double centre(double[] values, int start, int length) {
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < length; i++) {
            double value = Math.max(0, values[start + i]);
            mass += value;
            moment += i * value;
        }
        return moment / mass;
    }

    static double coarseShare(double[] error, int length) {
        if (length < 2 * POOL) {
            return Double.NaN;
        }
        double all = 0;
        double coarse = 0;
        for (int start = 0; start < error.length; start += length) {
            for (int i = 0; i + POOL <= length; i += POOL) {
                double sum = 0;
                for (int j = 0; j < POOL; j++) {
                    double value = error[start + i + j];
                    sum += value;
                    all += value * value;
                }
                coarse += sum * sum / POOL;
            }
        }
        return coarse / all;
    }
}
