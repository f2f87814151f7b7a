package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import java.util.List;

/**
 * What one line says about a run.
 *
 * @param epoch NaN where the line does not say
 * @param epochs how many the run has in all, as in {@code Epoch 3/40}; NaN where the line does not say
 * @param step NaN where the line does not say
 * @param round NaN where the line does not say
 * @param learningRate NaN where the line does not say
 * @param passing whether it is a state of a progress bar, which the next one replaces
 */
public record Reading(
        double epoch,
        double epochs,
        double step,
        double round,
        double learningRate,
        boolean passing,
        List<Value> values) {

    /**
     * One value of a series, such as {@code val_loss}.
     *
     * @param direction null where the quantity is not known
     */
    public record Value(String series, double value, Direction direction) {}

    /** A reading at a step, which may be NaN. */
    static Reading atStep(double step, double learningRate, List<Value> values) {
        return new Reading(Double.NaN, Double.NaN, step, Double.NaN, learningRate, false, values);
    }

    /** Whether it says where in the run this is. */
    public boolean positioned() {
        return !Double.isNaN(epoch) || !Double.isNaN(step) || !Double.isNaN(round);
    }
}
