package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.epochline.events.DefaultKind;
import io.epochline.events.Require;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How parameters move. Names, formulas and defaults are PyTorch's, but for the learning rate of SGD. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerSpec.AdamW.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerSpec.Preconditioned.class, name = "preconditioned"),
    @JsonSubTypes.Type(value = OptimizerSpec.RmsProp.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd")
})
@DefaultKind(OptimizerSpec.Adam.class)
public sealed interface OptimizerSpec {

    OptimizerSpec DEFAULT = new Adam(null);

    /** The learning rate that a schedule begins with, above 0. */
    Double lr();

    /**
     * Adam, with weight decay in the gradient.
     *
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of squared gradients, in [0, 1)
     * @param epsilon above 0
     * @param weightDecay how much of the parameters is added to their gradient, at least 0
     */
    record Adam(Double lr, Double beta1, Double beta2, Double epsilon, Double weightDecay) implements OptimizerSpec {

        public Adam {
            lr = aboveZero("lr", lr, 1e-3);
            beta1 = fraction("beta1", beta1, 0.9);
            beta2 = fraction("beta2", beta2, 0.999);
            epsilon = aboveZero("epsilon", epsilon, 1e-8);
            weightDecay = atLeastZero("weight_decay", weightDecay, 0);
        }

        public Adam(Double lr) {
            this(lr, null, null, null, null);
        }
    }

    /**
     * Adam, with weight decay beside its step.
     *
     * @param weightDecay by what part of the learning rate parameters shrink at each step, beside the step of Adam
     */
    record AdamW(Double lr, Double beta1, Double beta2, Double epsilon, Double weightDecay) implements OptimizerSpec {

        public AdamW {
            lr = aboveZero("lr", lr, 1e-3);
            beta1 = fraction("beta1", beta1, 0.9);
            beta2 = fraction("beta2", beta2, 0.999);
            epsilon = aboveZero("epsilon", epsilon, 1e-8);
            weightDecay = atLeastZero("weight_decay", weightDecay, 0.01);
        }

        public AdamW(Double lr) {
            this(lr, null, null, null, null);
        }
    }

    /**
     * Gradients over the root of their mean square.
     *
     * @param alpha decay of the mean of squared gradients, in [0, 1)
     * @param centered whether the variance takes the place of that mean
     */
    record RmsProp(Double lr, Double alpha, Double epsilon, Double momentum, Boolean centered, Double weightDecay)
            implements OptimizerSpec {

        public RmsProp {
            lr = aboveZero("lr", lr, 1e-2);
            alpha = fraction("alpha", alpha, 0.99);
            epsilon = aboveZero("epsilon", epsilon, 1e-8);
            momentum = fraction("momentum", momentum, 0);
            centered = centered != null && centered;
            weightDecay = atLeastZero("weight_decay", weightDecay, 0);
        }

        public RmsProp(Double lr) {
            this(lr, null, null, null, null, null);
        }
    }

    /**
     * Gradient descent.
     *
     * @param momentum 0 for none, in [0, 1)
     * @param nesterov only with momentum
     */
    record Sgd(Double lr, Double momentum, Boolean nesterov, Double weightDecay) implements OptimizerSpec {

        public Sgd {
            lr = aboveZero("lr", lr, 1e-2);
            momentum = fraction("momentum", momentum, 0);
            nesterov = nesterov != null && nesterov;
            weightDecay = atLeastZero("weight_decay", weightDecay, 0);
            Require.that(!nesterov || momentum > 0, "optimizer.momentum", "above 0 where nesterov is true", momentum);
        }

        public Sgd(Double lr) {
            this(lr, null, null, null);
        }
    }

    /**
     * Gradient descent with a learning rate for each parameter, from a diagonal of curvature c: {@code clip(lr * scale /
     * (max(c, floor) + damping)^power, min_lr, max_lr)}. Schedules multiply it after that.
     *
     * @param power in [0, 1]: 1/2 as in Adam, 1 as in Newton's method
     * @param damping at least 0
     * @param floor the least that a curvature counts as, at least 0
     * @param negative what curvature below 0 counts as
     * @param minLr at least 0
     * @param maxLr absent for no bound
     * @param blockScale factors on the rates of blocks of θ, by their names
     * @param keep how much of the curvature before a refresh keeps, in [0, 1)
     * @param refreshSteps after how many steps to estimate again; 0 for never, which is the default unless the source
     *     follows the steps: then it is 1
     */
    record Preconditioned(
            Double lr,
            CurvatureSpec curvature,
            Double power,
            Double damping,
            Double floor,
            Negative negative,
            Double minLr,
            Double maxLr,
            Map<String, Double> blockScale,
            Double keep,
            Integer refreshSteps)
            implements OptimizerSpec {

        /** What curvature below 0 counts as. */
        public enum Negative {
            /** Flat. */
            FLOOR,
            /** As steep as it is downwards. */
            ABSOLUTE;

            @JsonValue
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public Preconditioned {
            lr = aboveZero("lr", lr, 1e-2);
            curvature = curvature == null ? CurvatureSpec.DEFAULT : curvature;
            power = atLeastZero("power", power, 0.5);
            damping = atLeastZero("damping", damping, 1e-8);
            floor = atLeastZero("floor", floor, 0);
            negative = negative == null ? Negative.FLOOR : negative;
            minLr = atLeastZero("min_lr", minLr, 0);
            blockScale = blockScale == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(blockScale));
            keep = fraction("keep", keep, 0);
            refreshSteps = refreshSteps == null ? curvature.followsSteps() ? 1 : 0 : refreshSteps;
            Require.that(power <= 1, "optimizer.power", "in [0, 1]", power);
            Require.that(maxLr == null || maxLr > 0 && maxLr >= minLr, "optimizer.max_lr", "above min_lr", maxLr);
            Require.that(refreshSteps >= 0, "optimizer.refresh_steps", "at least 0", refreshSteps);
            blockScale.forEach((block, scale) -> aboveZero("block_scale." + block, scale, 0));
        }

        public Preconditioned(Double lr) {
            this(lr, null, null, null, null, null, null, null, null, null, null);
        }
    }

    private static double aboveZero(String key, Double value, double missing) {
        double found = value == null ? missing : value;
        Require.that(found > 0 && Double.isFinite(found), "optimizer." + key, "above 0 and finite", found);
        return found;
    }

    private static double atLeastZero(String key, Double value, double missing) {
        double found = value == null ? missing : value;
        Require.that(found >= 0 && Double.isFinite(found), "optimizer." + key, "at least 0 and finite", found);
        return found;
    }

    private static double fraction(String key, Double value, double missing) {
        double found = value == null ? missing : value;
        Require.that(found >= 0 && found < 1, "optimizer." + key, "in [0, 1)", found);
        return found;
    }
}
