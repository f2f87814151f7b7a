package io.epochline.compute.curvature;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The diagonal of {@code J^T W J}: in column j {@code sum over i of w_i J_ij^2}, never below 0.
 *
 * <p>With the Jacobian of residuals r it is the Gauss-Newton diagonal of {@code 1/2 sum w_i r_i^2}, which is that of the
 * Hessian where residuals are linear or 0. With the Jacobian of per-example losses and weights 1/n it is the empirical
 * Fisher, the mean of squared per-example gradients. Neither is the squared gradient of a batch, whose cross terms do not
 * vanish.
 */
public final class SquaredJacobian {

    private SquaredJacobian() {}

    /**
     * Row by row, at the price of a product for each.
     *
     * @param transposed the transposed Jacobian, from {@code [rows]} to {@code [n]}
     * @param weights one for each row, at least 0
     */
    public static DiagonalEstimate exact(LinearOperator transposed, double... weights) {
        requireWeights(weights);
        double[] diagonal = null;
        double[] row = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            row[i] = 1;
            double[] gradient = transposed.apply(row);
            row[i] = 0;
            diagonal = diagonal == null ? new double[gradient.length] : diagonal;
            for (int j = 0; j < diagonal.length; j++) {
                diagonal[j] += weights[i] * gradient[j] * gradient[j];
            }
        }
        return DiagonalEstimate.exact(diagonal, weights.length);
    }

    /**
     * From random signs z: {@code mean((J^T sqrt(W) z)^2)}, as in {@link Hutchinson} without bias, since the cross terms of
     * two rows have mean 0. For many rows.
     *
     * @param size n, the number of columns of J
     * @param probes at least 1
     */
    public static DiagonalEstimate sampled(
            LinearOperator transposed, int size, int probes, RandomGenerator random, double... weights) {
        requireWeights(weights);
        Probes.requireSome(probes);
        RunningMean mean = new RunningMean(size);
        for (int k = 0; k < probes; k++) {
            double[] probe = Probes.rademacher(weights.length, random);
            for (int i = 0; i < probe.length; i++) {
                probe[i] *= Math.sqrt(weights[i]);
            }
            mean.add(Arrays.stream(transposed.apply(probe)).map(g -> g * g).toArray());
        }
        return mean.estimate();
    }

    private static void requireWeights(double... weights) {
        if (weights.length == 0) {
            throw Probes.invalid("curvature.rows", "at least one residual or example", 0);
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || !Double.isFinite(weights[i])) {
                throw Probes.invalid("curvature.weights[" + i + "]", "a finite number of at least 0", weights[i]);
            }
        }
    }
}
