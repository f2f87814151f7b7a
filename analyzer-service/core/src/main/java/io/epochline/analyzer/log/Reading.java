package io.epochline.analyzer.log;

import io.epochline.analyzer.metrics.Direction;
import java.util.List;

/**
 * What one line says about a run.
 *
 * @param epoch NaN where the line does not say
 * @param step NaN where the line does not say
 * @param round NaN where the line does not say
 * @param learningRate NaN where the line does not say
 */
record Reading(double epoch, double step, double round, double learningRate, List<Value> values) {

    /** One value of a series, such as {@code val_loss}. */
    record Value(String series, double value, Direction direction) {}

    boolean positioned() {
        return !Double.isNaN(epoch) || !Double.isNaN(step) || !Double.isNaN(round);
    }
}
