package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Series;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the readings of one run. Once an epoch was told, values belong to epochs; otherwise to rounds, or steps. Steps
 * come before epochs where an epoch is only told as a fraction beside them.
 */
final class RunCollector {

    private static final int MAXIMUM_SERIES = 64;
    private static final int MAXIMUM_WARNINGS = 8;

    private final Mentions mentions;
    private final Map<String, SeriesRecorder> recorders = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Unit unit;
    private boolean epochsAreFractions;
    private double at = Double.NaN;
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;
    private long count;

    RunCollector(Mentions mentions) {
        this.mentions = mentions;
    }

    /** Whether the reading goes back to the run's beginning: it tells of another run. */
    boolean restarts(Reading reading) {
        double place = place(reading);
        boolean back = !Double.isNaN(place) && !isEmpty() && first < last && place <= first;
        return back
                && (reading.values().isEmpty()
                        || reading.values().stream().anyMatch(value -> toldFrom(value.series(), place)));
    }

    /** Whether the reading is at the run's first place again, which may be its only one. */
    boolean returns(Reading reading) {
        return !isEmpty() && place(reading) <= first;
    }

    private boolean toldFrom(String series, double place) {
        SeriesRecorder recorder = recorders.get(series);
        return recorder != null && place <= recorder.firstPlace();
    }

    void add(Reading reading, long line) {
        Unit told = unit(reading);
        if (told == Unit.EPOCH || unit == null || unit == Unit.EVAL) {
            unit = told == null ? Unit.EVAL : told;
        }
        double place = place(reading);
        boolean back = place < at;
        at = Double.isNaN(place) ? at : place;
        mentions.learningRate(reading.learningRate());
        boolean added = false;
        for (Reading.Value value : reading.values()) {
            added |= record(value, line, reading.passing(), back);
        }
        count += added ? 1 : 0;
    }

    /** Whether the place is new to the run. */
    private boolean record(Reading.Value value, long line, boolean passing, boolean back) {
        SeriesRecorder recorder = recorders.get(value.series());
        if (recorder == null) {
            if (recorders.size() == MAXIMUM_SERIES) {
                warnings.add("only the first %d quantities are kept".formatted(MAXIMUM_SERIES));
                return false;
            }
            recorder = new SeriesRecorder(value.series(), value.direction());
            recorders.put(value.series(), recorder);
        }
        double place = Double.isNaN(at) ? recorder.count() + 1 : at;
        if (back && place <= recorder.lastPlace() && warnings.size() < MAXIMUM_WARNINGS) {
            warnings.add("line %d goes back to %s %s: later values replace earlier ones"
                    .formatted(line, unit.word(), plain(place)));
        }
        boolean added = recorder.add(place, value.value(), line, passing);
        boolean beyond = place > last;
        first = Math.min(first, place);
        last = Math.max(last, place);
        return added && beyond;
    }

    private Unit unit(Reading reading) {
        boolean steps = !Double.isNaN(reading.step());
        if (unit == null || isEmpty()) {
            epochsAreFractions =
                    steps && reading.epoch() != Math.rint(reading.epoch()) && !Double.isNaN(reading.epoch());
        }
        if (!Double.isNaN(reading.epoch()) && !epochsAreFractions) {
            return Unit.EPOCH;
        }
        return !Double.isNaN(reading.round()) ? Unit.ROUND : steps ? Unit.STEP : null;
    }

    private double place(Reading reading) {
        if (!Double.isNaN(reading.epoch()) && !epochsAreFractions) {
            return reading.epoch();
        }
        return unit == Unit.EPOCH ? Double.NaN : Double.isNaN(reading.round()) ? reading.step() : reading.round();
    }

    boolean isEmpty() {
        return recorders.isEmpty();
    }

    Mentions mentions() {
        return mentions;
    }

    LoggedRun run() {
        Map<String, Series> series = new LinkedHashMap<>();
        Map<String, Direction> directions = new LinkedHashMap<>();
        Map<String, Double> firstPrinted = new HashMap<>();
        recorders.forEach((name, recorder) -> {
            series.put(name, recorder.series());
            directions.put(name, recorder.direction());
            firstPrinted.put(name, recorder.first());
        });
        List<String> all = new ArrayList<>(warnings);
        if (recorders.values().stream().anyMatch(SeriesRecorder::thinned)) {
            all.add("long curves are thinned to at most %d points; first, best and last are kept"
                    .formatted(SeriesRecorder.MAXIMUM_POINTS));
        }
        return new LoggedRun(
                unit.word(),
                count,
                series,
                directions,
                firstPrinted,
                mentions.hyperparameters(),
                mentions.model(),
                mentions.loss(),
                all);
    }

    private static String plain(double at) {
        return at == Math.rint(at) ? Long.toString((long) at) : Double.toString(at);
    }
}
