package io.epochline.compute.curvature;

import java.nio.FloatBuffer;

/**
 * The exponential mean of squared gradients that go by, {@code v = beta v + (1 - beta) g^2} from 0, over {@code 1 -
 * beta^t} to take off the bias of the start, as in Adam. The gradients are those of whole batches, so their noise is in
 * it, and near a minimum it shrinks to that.
 */
public final class SquaredGradients {

    private final double beta;
    private final double[] mean;
    private long count;

    /** @param beta in [0, 1): how much of the mean a step keeps */
    public SquaredGradients(double beta, int size) {
        this(beta, new double[size], 0);
    }

    /**
     * As a snapshot had it.
     *
     * @param mean {@code f64[n]}, biased
     * @param count how many gradients are in it
     */
    public SquaredGradients(double beta, double[] mean, long count) {
        if (!(beta >= 0 && beta < 1)) {
            throw Probes.invalid("curvature.beta", "a number in [0, 1)", beta);
        }
        this.beta = beta;
        this.mean = mean.clone();
        this.count = count;
    }

    /** @param gradient {@code f32[n]}, finite */
    public void add(FloatBuffer gradient) {
        for (int i = 0; i < mean.length; i++) {
            double g = gradient.get(i);
            mean[i] = beta * mean[i] + (1 - beta) * g * g;
        }
        count++;
    }

    /** What comes without bias; of an empty mean zeros. */
    public DiagonalEstimate diagonal() {
        double[] diagonal = mean.clone();
        double correction = count == 0 ? 1 : 1 - Math.pow(beta, count);
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] /= correction;
        }
        return DiagonalEstimate.exact(diagonal, 0);
    }

    /** With its bias, live. */
    public double[] mean() {
        return mean;
    }

    public long count() {
        return count;
    }
}
