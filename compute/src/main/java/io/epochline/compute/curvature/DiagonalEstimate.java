package io.epochline.compute.curvature;

import java.util.Arrays;

/**
 * A diagonal, and how far off it may be.
 *
 * @param diagonal {@code f64[n]}; of a Hessian it may be below 0
 * @param standardError {@code f64[n]} of each element: 0 where nothing was drawn, NaN where one draw cannot tell
 * @param products how many products with the matrix it took
 */
public record DiagonalEstimate(double[] diagonal, double[] standardError, int products) {

    /** Without error. */
    static DiagonalEstimate exact(double[] diagonal, int products) {
        return new DiagonalEstimate(diagonal, new double[diagonal.length], products);
    }

    /** {@code weight * first + (1 - weight) * second}, of two estimates that are independent. */
    public static DiagonalEstimate blend(double weight, DiagonalEstimate first, DiagonalEstimate second) {
        double[] diagonal = new double[first.diagonal.length];
        double[] error = new double[diagonal.length];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = weight * first.diagonal[i] + (1 - weight) * second.diagonal[i];
            error[i] = Math.hypot(weight * first.standardError[i], (1 - weight) * second.standardError[i]);
        }
        return new DiagonalEstimate(diagonal, error, first.products + second.products);
    }

    /** How many elements curve downwards. */
    public int negatives() {
        return (int) Arrays.stream(diagonal).filter(value -> value < 0).count();
    }

    public boolean isFinite() {
        return Arrays.stream(diagonal).allMatch(Double::isFinite);
    }
}
