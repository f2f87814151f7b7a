package io.epochline.sampler.posterior;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The covariance of the proposal, up to scale: the identity at first, then that of the positions seen since the last
 * refresh. Windows double, so that what was seen on the way to the density is forgotten.
 */
final class ProposalShape {

    private static final double JITTER = 1e-9;

    private final int dimension;
    private final double[] mean;
    private final double[][] scatter;
    private final double[] noise;
    private double[][] factor;
    private boolean learned;
    private long seen;
    private long window;

    ProposalShape(int dimension) {
        this.dimension = dimension;
        this.mean = new double[dimension];
        this.scatter = new double[dimension][dimension];
        this.noise = new double[dimension];
        this.factor = MatrixUtils.createRealIdentityMatrix(dimension).getData();
        this.window = 100L * (dimension + 1);
    }

    void propose(double[] from, double scale, RandomGenerator random, double[] into) {
        for (int i = 0; i < dimension; i++) {
            noise[i] = random.nextGaussian();
        }
        for (int i = 0; i < dimension; i++) {
            double move = 0;
            for (int j = 0; j <= i; j++) {
                move += factor[i][j] * noise[j];
            }
            into[i] = from[i] + scale * move;
        }
    }

    /** Welford's update of mean and scatter. */
    void observe(double[] position) {
        seen++;
        double[] before = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            before[i] = position[i] - mean[i];
            mean[i] += before[i] / seen;
        }
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                scatter[i][j] += before[i] * (position[j] - mean[j]);
            }
        }
    }

    /** @return whether the shape is a learned one for the first time, so that its scale begins anew */
    boolean refresh() {
        if (seen < window) {
            return false;
        }
        RealMatrix covariance = MatrixUtils.createRealMatrix(dimension, dimension);
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double value = scatter[i][j] / (seen - 1) + (i == j ? JITTER : 0);
                covariance.setEntry(i, j, value);
                covariance.setEntry(j, i, value);
            }
        }
        forget();
        try {
            factor = new CholeskyDecomposition(covariance).getL().getData();
        } catch (MathIllegalArgumentException e) {
            return false;
        }
        boolean first = !learned;
        learned = true;
        return first;
    }

    private void forget() {
        window *= 2;
        seen = 0;
        for (int i = 0; i < dimension; i++) {
            mean[i] = 0;
            Arrays.fill(scatter[i], 0);
        }
    }
}
