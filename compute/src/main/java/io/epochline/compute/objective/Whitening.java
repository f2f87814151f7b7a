package io.epochline.compute.objective;

/** The inverse of the lower Cholesky factor of a covariance: it makes independent normals of unit scale. */
final class Whitening {

    /** How far a covariance may be from its mirror image, of its largest element. */
    private static final double ASYMMETRY = 1e-9;

    private Whitening() {}

    /** @return {@code f64[n * n]}, row-major */
    static double[] of(double[][] covariance) {
        double[][] lower = cholesky(covariance);
        int n = lower.length;
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++) {
            for (int row = column; row < n; row++) {
                double sum = row == column ? 1 : 0;
                for (int k = column; k < row; k++) {
                    sum -= lower[row][k] * inverse[k * n + column];
                }
                inverse[row * n + column] = sum / lower[row][row];
            }
        }
        return inverse;
    }

    private static double[][] cholesky(double[][] covariance) {
        int n = covariance.length;
        double[][] lower = new double[n][n];
        for (int row = 0; row < n; row++) {
            FunctionFault.requireCount("covariance[" + row + "]", n, covariance[row].length);
            for (int column = 0; column <= row; column++) {
                requireSymmetric(covariance, row, column);
                double sum = covariance[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= lower[row][k] * lower[column][k];
                }
                if (row == column && !(sum > 0)) {
                    throw FunctionFault.of("covariance", "positive definite", "a pivot of " + sum + " in row " + row);
                }
                lower[row][column] = row == column ? Math.sqrt(sum) : sum / lower[column][column];
            }
        }
        return lower;
    }

    private static void requireSymmetric(double[][] matrix, int row, int column) {
        double here = matrix[row][column];
        double mirrored = matrix[column][row];
        if (!(Math.abs(here - mirrored) <= ASYMMETRY * Math.max(Math.abs(here), Math.abs(mirrored)))) {
            throw FunctionFault.of(
                    "covariance[%d][%d]".formatted(row, column), "symmetric, as it is " + mirrored + " mirrored", here);
        }
    }
}
