package io.epochline.compute.curvature;

/**
 * Makes a learning rate for each parameter of a diagonal of curvature: {@code clip(lr * scale_i / (max(c_i, floor) +
 * damping)^power, least, most)}.
 *
 * <p>At a power of 1/2 a parameter's rate follows the width of its valley, so that units do not matter: it is what
 * Adam and RMSProp do with squared gradients. At 1 it is Newton's step for each parameter alone.
 *
 * @param lr the scale of all rates, above 0
 * @param power in [0, 1]
 * @param damping added to the curvature, at least 0, so that a flat direction gets a finite rate
 * @param floor the least that a curvature counts as, at least 0
 * @param negative what a direction that curves downwards counts as
 * @param least the lowest rate, at least 0
 * @param most the highest rate, at least {@code least}; infinite for none
 */
public record RateRule(
        double lr, double power, double damping, double floor, Negative negative, double least, double most) {

    /** What to take for curvature below 0. */
    public enum Negative {
        /** As if it were flat: the floor. */
        FLOOR,
        /** Its size, so that steep saddles are left fast but with care (Dauphin et al., 2014). */
        ABSOLUTE
    }

    public RateRule {
        require("lr", "above 0 and finite", lr > 0 && Double.isFinite(lr), lr);
        require("power", "in [0, 1]", power >= 0 && power <= 1, power);
        require("damping", "at least 0 and finite", damping >= 0 && Double.isFinite(damping), damping);
        require("floor", "at least 0 and finite", floor >= 0 && Double.isFinite(floor), floor);
        require("least", "at least 0 and finite", least >= 0 && Double.isFinite(least), least);
        require("most", "above 0 and at least " + least, most > 0 && most >= least, most);
    }

    /** {@code lr / (max(c, 0) + 1e-8)^(1/2)}, without bounds. */
    public RateRule(double lr) {
        this(lr, 0.5, 1e-8, 0, Negative.FLOOR, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * The learning rates.
     *
     * @param curvature {@code f64[n]}, finite
     * @param scale {@code f64[n]}: what to multiply the rate of each parameter by before it is clipped, above 0
     * @throws io.epochline.compute.ComputeException if a curvature is not finite, or a rate would be infinite
     */
    public double[] rates(double[] curvature, double... scale) {
        double[] rates = new double[curvature.length];
        for (int i = 0; i < rates.length; i++) {
            double rate = lr * scale[i] / Math.pow(counted(i, curvature[i]), power);
            rates[i] = Math.clamp(rate, least, most);
            require("rate[" + i + "]", "finite, from a damping, floor or most", Double.isFinite(rates[i]), rates[i]);
        }
        return rates;
    }

    private double counted(int i, double curvature) {
        require("[" + i + "]", "finite", Double.isFinite(curvature), curvature);
        double size = negative == Negative.ABSOLUTE ? Math.abs(curvature) : curvature;
        return Math.max(size, floor) + damping;
    }

    private static void require(String name, String expected, boolean holds, double found) {
        if (!holds) {
            String path = name.startsWith("[") ? "curvature" + name : "preconditioner." + name;
            throw Probes.invalid(path, "a number " + expected, found);
        }
    }
}
