package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Series;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run that a log tells of.
 *
 * @param unit what positions count: {@code epoch}, {@code step}, {@code round} or, where nothing is printed,
 *     {@code eval}
 * @param count how many positions had a value
 * @param series by name, in the order of their appearance
 * @param directions by name of the series
 * @param firstPrinted the first value of each series as it was printed; within an epoch later ones may have replaced it
 * @param hyperparameters as the log mentions them: numbers and texts
 * @param model as the log calls it; null where it does not
 * @param loss as the log calls it; null where it does not
 * @param warnings what a reader should know about how the log was read
 */
public record LoggedRun(
        String unit,
        long count,
        Map<String, Series> series,
        Map<String, Direction> directions,
        Map<String, Double> firstPrinted,
        Map<String, Object> hyperparameters,
        String model,
        String loss,
        List<String> warnings) {

    public LoggedRun {
        series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
        directions = Map.copyOf(directions);
        firstPrinted = Map.copyOf(firstPrinted);
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        warnings = List.copyOf(warnings);
    }

    /**
     * The curves the run is judged by: the loss where there is one, otherwise the first quantity that was validated, and
     * the first of all where nothing was.
     */
    public Curves curves() {
        Series validation = find("val_loss", "val_logloss");
        if (validation.isEmpty()) {
            validation = firstOf("val_");
        }
        if (validation.isEmpty()) {
            validation = atLeastTwo(find("test_loss"));
        }
        if (validation.isEmpty()) {
            Series train = trainLoss();
            return new Curves(unit, train, new Series("val_loss", List.of()), direction(train));
        }
        String quantity = validation.name().replaceFirst("^(val|test)_", "");
        return new Curves(unit, train(quantity), validation, direction(validation));
    }

    /** The training loss, or another quantity that falls where no loss is told; may be empty. */
    public Series trainLoss() {
        Series loss = train("loss");
        return !loss.isEmpty()
                ? loss
                : series.values().stream()
                        .filter(candidate -> !candidate.name().startsWith("val_")
                                && !candidate.name().startsWith("test_"))
                        .min((a, b) -> direction(a).compareTo(direction(b)))
                        .orElse(loss);
    }

    /** A series named with {@code train_}, unless it is a single line of summary beside a curve without the prefix. */
    private Series train(String quantity) {
        Series named = find("train_" + quantity);
        Series plain = find(quantity);
        return named.size() >= 2 || named.size() >= plain.size() ? named : plain;
    }

    private Series find(String... names) {
        for (String name : names) {
            if (series.containsKey(name)) {
                return series.get(name);
            }
        }
        return new Series(names[0], List.of());
    }

    private Series firstOf(String prefix) {
        return series.values().stream()
                .filter(candidate -> candidate.name().startsWith(prefix))
                .findFirst()
                .orElse(new Series(prefix, List.of()));
    }

    private static Series atLeastTwo(Series series) {
        return series.size() >= 2 ? series : new Series(series.name(), List.of());
    }

    private Direction direction(Series of) {
        return directions.getOrDefault(of.name(), Direction.MIN);
    }
}
