package io.epochline.trainer.command;

import java.util.Map;

/**
 * What a program told of one epoch, or of one step where it tells of no epochs.
 *
 * @param index counts the rows of an attempt, from 0
 * @param place as the program numbers it; NaN where it does not
 * @param byEpoch whether the place is an epoch rather than a step
 * @param step the last step told of; NaN where there was none
 */
public record Row(long index, double place, boolean byEpoch, double step, Map<String, Double> values) {

    public Row {
        values = Map.copyOf(values);
    }
}
