package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Series;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The series of a run, all placed in the same unit. */
final class Recorders {

    static final int MAXIMUM_SERIES = 64;

    private final Map<String, SeriesRecorder> recorders = new LinkedHashMap<>();
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;
    private long count;
    private boolean unplaced;

    /** The recorder of a series; null where there are too many already. */
    SeriesRecorder of(Reading.Value value) {
        SeriesRecorder recorder = recorders.get(value.series());
        if (recorder == null && recorders.size() < MAXIMUM_SERIES) {
            recorder = new SeriesRecorder(value.series(), value.direction());
            recorders.put(value.series(), recorder);
        }
        return recorder;
    }

    /** Takes the values told at a place; those without one come after the last of their series. */
    void add(double place, Reading reading, long line) {
        boolean added = false;
        unplaced |= Double.isNaN(place);
        for (Reading.Value value : reading.values()) {
            SeriesRecorder recorder = of(value);
            added |= recorder != null && add(recorder, place, value, reading.passing(), line);
        }
        count += added ? 1 : 0;
    }

    /** Whether the place is new to the run. */
    private boolean add(SeriesRecorder recorder, double told, Reading.Value value, boolean passing, long line) {
        double place = Double.isNaN(told) ? recorder.count() + 1 : told;
        boolean added = recorder.add(place, value.value(), line, passing);
        boolean beyond = place > last || place < first;
        first = Math.min(first, place);
        last = Math.max(last, place);
        return added && beyond;
    }

    /** What was told last of each series, all at one place. */
    Recorders collapsed(double place) {
        Recorders one = new Recorders();
        recorders.forEach((name, recorder) -> one.recorders.put(name, recorder.collapsed(place)));
        one.first = place;
        one.last = place;
        one.count = 1;
        return one;
    }

    boolean isEmpty() {
        return recorders.isEmpty();
    }

    /** Whether the series was told from this place on, or a later one. */
    boolean isFrom(String series, double place) {
        SeriesRecorder recorder = recorders.get(series);
        return recorder != null && place <= recorder.firstPlace();
    }

    /** Whether a value at this place replaces one of the same series. */
    boolean reach(Reading reading, double place) {
        return reading.values().stream().anyMatch(value -> {
            SeriesRecorder recorder = recorders.get(value.series());
            return recorder != null && place <= recorder.lastPlace();
        });
    }

    /** Whether there is no room for a series. */
    boolean lack(Reading reading) {
        return recorders.size() == MAXIMUM_SERIES
                && reading.values().stream().anyMatch(value -> !recorders.containsKey(value.series()));
    }

    double first() {
        return first;
    }

    double last() {
        return last;
    }

    /** How many places had a value: exactly, unless there are more than are kept, or none is told. */
    long count() {
        return thinned() || unplaced
                ? count
                : recorders.values().stream()
                        .flatMapToDouble(SeriesRecorder::places)
                        .distinct()
                        .count();
    }

    boolean thinned() {
        return recorders.values().stream().anyMatch(SeriesRecorder::thinned);
    }

    Map<String, Series> series() {
        Map<String, Series> series = new LinkedHashMap<>();
        recorders.forEach((name, recorder) -> series.put(name, recorder.series()));
        return series;
    }

    /** Of the quantities that are known. */
    Map<String, Direction> directions() {
        Map<String, Direction> directions = new HashMap<>();
        recorders.forEach((name, recorder) -> {
            if (recorder.direction() != null) {
                directions.put(name, recorder.direction());
            }
        });
        return directions;
    }

    /** The first value of each series as it was printed. */
    Map<String, Double> firstPrinted() {
        Map<String, Double> first = new HashMap<>();
        recorders.forEach((name, recorder) -> first.put(name, recorder.first()));
        return first;
    }
}
