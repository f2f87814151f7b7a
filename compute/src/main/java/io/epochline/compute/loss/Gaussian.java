package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * How a network's raw outputs become the deviations of a Gaussian: {@code sigma = softplus(raw) + 0.001}.
 *
 * <p>Against {@code exp(raw)}: a softplus grows only linearly, so a wrong raw value of 100 is a wide Gaussian and no
 * overflow. The floor's square is the 1e-6 below which {@code torch.nn.GaussianNLLLoss} holds variances, so that the two
 * agree; it bounds {@code 1/sigma²} in float32. It is in units of the targets: scale them so that it is negligible.
 */
public final class Gaussian {
    private static final double SIGMA_FLOOR = 1e-3;

    private Gaussian() {}

    /** The deviation that a raw output stands for, above 0. */
    public static double sigma(double raw) {
        return Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) + SIGMA_FLOOR;
    }

    static Value sigma(GraphBuilder g, Value raw) {
        return g.add(g.softplus(raw), SIGMA_FLOOR);
    }
}
