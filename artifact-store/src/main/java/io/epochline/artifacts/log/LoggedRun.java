package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One run that a log tells of.
 *
 * @param unit what positions count: {@code epoch}, {@code step}, {@code round} or, where nothing is printed,
 *     {@code eval}
 * @param count how many positions had a value
 * @param series by name, in the order of their appearance
 * @param directions by name of the series, of those that are known
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

    private static final Set<String> DERIVED = Set.of("perplexity", "error", "wer", "cer", "fid");

    public LoggedRun {
        series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
        directions = Map.copyOf(directions);
        firstPrinted = Map.copyOf(firstPrinted);
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        warnings = List.copyOf(warnings);
    }

    /** Whether it tells of nothing but losses, and none of them is measured on other data than it is trained on. */
    boolean isOfTrainingAlone() {
        return series.keySet().stream()
                .allMatch(name -> directions.get(name) == Direction.MIN && !Split.isOfEvaluation(name));
    }

    /** The same run, its positions called otherwise. */
    LoggedRun countedIn(String word) {
        return new LoggedRun(word, count, series, directions, firstPrinted, hyperparameters, model, loss, warnings);
    }

    /**
     * The curves the run is judged by: the loss where there is one, otherwise the first quantity that was validated, and
     * the first of all where nothing was.
     */
    public Curves curves() {
        Series validation = validation();
        if (validation.isEmpty()) {
            Series loss = trainLoss();
            Series train = loss.isEmpty() ? trained().findFirst().orElse(loss) : loss;
            return new Curves(unit, train, validation, direction(train));
        }
        return new Curves(unit, train(quantity(validation)), validation, direction(validation));
    }

    private Series validation() {
        return Stream.of(
                        find("val_loss", "val_logloss"),
                        first(name -> name.startsWith("val_") && !isRemark(find(name))),
                        asLongAsTraining(find("test_loss")),
                        asLongAsTraining(first(name -> name.startsWith("test_"))),
                        first(LoggedRun::isOfValidation),
                        first(this::isRarer))
                .filter(series -> !series.isEmpty() && !isRemark(series))
                .findFirst()
                .orElse(find("val_loss"));
    }

    /** A single value where something else was validated again and again. */
    private boolean isRemark(Series validated) {
        return validated.size() == 1
                && series.values().stream().anyMatch(other -> other.name().startsWith("val_") && other.size() > 2);
    }

    private static String quantity(Series validated) {
        return validated.name().replaceFirst("^(val|test)_", "");
    }

    /** The training loss, or another quantity that falls, first of all the validated one; may be empty. */
    public Series trainLoss() {
        return Stream.concat(Stream.of(train("loss"), train(quantity(validation()))), trained())
                .filter(candidate ->
                        !candidate.isEmpty() && direction(candidate) == Direction.MIN && !isNoLoss(candidate))
                .findFirst()
                .orElse(find("train_loss"));
    }

    private Stream<Series> trained() {
        return series.values().stream()
                .filter(candidate -> directions.containsKey(candidate.name()))
                .filter(candidate -> !Split.isOfEvaluation(candidate.name()));
    }

    /** What falls, but is derived from a loss rather than one. */
    private static boolean isNoLoss(Series series) {
        return Arrays.stream(series.name().split("_")).anyMatch(DERIVED::contains);
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

    private Series first(Predicate<String> named) {
        return series.values().stream()
                .filter(candidate -> directions.containsKey(candidate.name()) && named.test(candidate.name()))
                .findFirst()
                .orElse(new Series("", List.of()));
    }

    /** What nobody measures while training, such as {@code map50}. */
    private static boolean isOfValidation(String name) {
        return Arrays.stream(name.split("_"))
                .map(word -> word.replaceFirst("\\d+$", ""))
                .anyMatch(Words.get().validated()::contains);
    }

    /** What should rise, and is told beside the training loss but at most half as often, is measured on other data. */
    private boolean isRarer(String name) {
        List<Point> told = find(name).points();
        List<Point> losses = train("loss").points();
        return directions.get(name) == Direction.MAX
                && told.size() > 1
                && 2 * told.size() <= losses.size()
                && told.getFirst().line() < losses.getLast().line();
    }

    /** One value on the test set beside a curve is told when all is over; it chose nothing. */
    private Series asLongAsTraining(Series series) {
        boolean curve = series.size() >= 2 || series.size() == count;
        return curve ? series : new Series(series.name(), List.of());
    }

    private Direction direction(Series of) {
        return directions.getOrDefault(of.name(), Direction.MIN);
    }
}
