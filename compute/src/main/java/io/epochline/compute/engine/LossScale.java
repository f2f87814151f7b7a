package io.epochline.compute.engine;

/**
 * What the loss is multiplied by, and its gradient divided by afterwards, so that gradients in f16 do not vanish
 * (Micikevicius et al., 2018). It is halved where a gradient overflows, and the step tried again; it is doubled after so
 * many steps. Always a power of 2, which costs no digits. 1, and fixed, in other precisions.
 */
final class LossScale {

    private static final double LARGEST = 65_536;
    private static final long GROWTH_STEPS = 2000;

    private final boolean moves;
    private double value;

    LossScale(boolean moves) {
        this.moves = moves;
        this.value = moves ? LARGEST : 1;
    }

    double value() {
        return value;
    }

    void restore(double before) {
        value = moves ? Math.clamp(before, 1, LARGEST) : 1;
    }

    /** Whether a smaller one is worth a try, which it then is. */
    boolean halve() {
        if (value == 1) {
            return false;
        }
        value /= 2;
        return true;
    }

    /** Hears of the number of each step that was taken. */
    void taken(long step) {
        if (moves && step % GROWTH_STEPS == 0) {
            value = Math.min(LARGEST, 2 * value);
        }
    }
}
