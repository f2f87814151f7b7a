package io.epochline.compute.objective;

import java.util.random.RandomGenerator;

/** Orthogonal matrices. */
public final class Rotations {

    private Rotations() {}

    /**
     * A matrix drawn evenly from all orthogonal ones: rows of normal numbers, made orthogonal by the modified Gram-Schmidt
     * process, twice over for the last digits (Mezzadri, 2007).
     *
     * @return {@code f64[n * n]}, row-major
     */
    public static double[] random(int n, RandomGenerator random) {
        double[][] rows = new double[n][n];
        for (double[] row : rows) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 2 * i; k++) {
                subtract(rows[i], rows[k % i]);
            }
            double length = Math.sqrt(dot(rows[i], rows[i]));
            for (int j = 0; j < n; j++) {
                rows[i][j] /= length;
            }
            System.arraycopy(rows[i], 0, flat, i * n, n);
        }
        return flat;
    }

    /** Takes from a row what it has of a row of length 1. */
    private static void subtract(double[] row, double[] unit) {
        double share = dot(row, unit);
        for (int j = 0; j < row.length; j++) {
            row[j] -= share * unit[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
