package io.epochline.events.spec;

import io.epochline.events.Require;

/**
 * How parameters move.
 *
 * @param name {@code adam} or {@code sgd}
 * @param momentum of SGD, 0 for none
 * @param beta1 decay of Adam's mean of gradients
 * @param beta2 decay of Adam's mean of squared gradients
 */
public record OptimizerSpec(String name, Double lr, Double momentum, Double beta1, Double beta2, Double epsilon) {

    public static final OptimizerSpec DEFAULT = new OptimizerSpec("adam", null, null, null, null, null);

    public OptimizerSpec {
        name = name == null ? "adam" : name;
        Require.that("adam".equals(name) || "sgd".equals(name), "optimizer.name", "'adam' or 'sgd'", name);
        lr = lr == null ? ("adam".equals(name) ? 1e-3 : 1e-2) : lr;
        momentum = momentum == null ? 0.0 : momentum;
        beta1 = beta1 == null ? 0.9 : beta1;
        beta2 = beta2 == null ? 0.999 : beta2;
        epsilon = epsilon == null ? 1e-8 : epsilon;
        Require.that(lr > 0 && Double.isFinite(lr), "optimizer.lr", "above 0 and finite", lr);
        Require.that(momentum >= 0 && momentum < 1, "optimizer.momentum", "in [0, 1)", momentum);
        Require.that(beta1 >= 0 && beta1 < 1, "optimizer.beta1", "in [0, 1)", beta1);
        Require.that(beta2 >= 0 && beta2 < 1, "optimizer.beta2", "in [0, 1)", beta2);
        Require.that(epsilon > 0, "optimizer.epsilon", "above 0", epsilon);
    }
}
