package io.epochline.trainer.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers what a program tells into rows. A row ends where the next epoch begins; where no epochs are told of, the next
 * step; where there are no steps either, where a name comes again. Within a row, later values replace earlier ones.
 */
public final class Rows {

    /** More names than these are not for people to look at. */
    static final int MOST_NAMES = 64;

    private final Map<String, Double> values = new LinkedHashMap<>();
    private long index;
    private double place = Double.NaN;
    private double step = Double.NaN;
    private boolean byEpoch;

    /** The row that this ends, if it does. */
    public Optional<Row> take(Told told) {
        byEpoch |= !Double.isNaN(told.epoch());
        double at = byEpoch ? told.epoch() : told.step();
        Optional<Row> ended = begins(at, told) ? current() : Optional.empty();
        if (ended.isPresent()) {
            values.clear();
            index++;
            place = Double.NaN;
        }
        place = Double.isNaN(at) ? place : at;
        step = Double.isNaN(told.step()) ? step : told.step();
        told.values().forEach((name, value) -> {
            if (values.size() < MOST_NAMES || values.containsKey(name)) {
                values.put(name, value);
            }
        });
        return ended;
    }

    private boolean begins(double at, Told told) {
        if (!Double.isNaN(place)) {
            return !Double.isNaN(at) && at != place;
        }
        return told.values().keySet().stream().anyMatch(values::containsKey);
    }

    /** The row as it stands; empty where nothing was told of it yet. */
    public Optional<Row> current() {
        return values.isEmpty() ? Optional.empty() : Optional.of(new Row(index, place, byEpoch, step, values));
    }
}
