package io.epochline.trainer.data;

import java.util.List;

/** The shift and scale that gave columns mean 0 and deviation 1 on the training part: stored = (raw − mean) / scale. */
public record Standardization(List<Column> features, Column target) {

    /**
     * One column.
     *
     * @param scale the standard deviation (divisor n), or 1 for a column that does not vary
     */
    public record Column(String name, double mean, double scale) {}
}
