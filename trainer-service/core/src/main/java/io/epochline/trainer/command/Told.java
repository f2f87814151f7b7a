package io.epochline.trainer.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a line tells of a run.
 *
 * @param epoch NaN where it does not say
 * @param step NaN where it does not say
 * @param values by name, as the program or the log reader calls them; {@code lr} is the learning rate
 */
public record Told(double epoch, double step, Map<String, Double> values) {

    static final String LEARNING_RATE = "lr";

    /** Names are anything in a JSON key: what is too long for a column is left out. */
    private static final int LONGEST_NAME = 100;

    /** Sorts names with numbers into places and values. */
    static Told of(Map<String, Double> pairs) {
        double epoch = Double.NaN;
        double step = Double.NaN;
        Map<String, Double> values = new LinkedHashMap<>();
        for (Map.Entry<String, Double> pair : pairs.entrySet()) {
            switch (pair.getKey()) {
                case "epoch" -> epoch = pair.getValue();
                case "step", "global_step", "iteration", "iter", "round" -> step = pair.getValue();
                case "lr", "learning_rate" -> values.put(LEARNING_RATE, pair.getValue());
                default -> {
                    if (pair.getKey().length() <= LONGEST_NAME) {
                        values.put(pair.getKey(), pair.getValue());
                    }
                }
            }
        }
        return new Told(epoch, step, values);
    }

    boolean isEmpty() {
        return values.isEmpty() && Double.isNaN(epoch) && Double.isNaN(step);
    }
}
