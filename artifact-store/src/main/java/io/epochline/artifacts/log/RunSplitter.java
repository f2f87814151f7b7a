package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Hands readings to the run that they belong to: what goes back to a run's beginning is another run, or a summary of it. So is
 * what stays at its beginning after the settings were told anew. Settings hold for later runs, too, that do not tell any.
 */
final class RunSplitter {

    private static final int MAXIMUM_RUNS = 64;

    private final List<LoggedRun> runs = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Mentions upcoming = new Mentions();
    private Mentions settings = new Mentions();
    private RunCollector run = new RunCollector(upcoming);

    void add(Reading reading, long line) {
        if (run.restarts(reading) || upcoming != run.mentions() && upcoming.isSetup() && run.returns(reading)) {
            finishRun();
            upcoming = upcoming == run.mentions() ? new Mentions() : upcoming;
            run = new RunCollector(upcoming);
        }
        run.add(reading, line);
    }

    /** What is mentioned before a run's first value belongs to it; what follows may belong to the next. */
    Mentions mentions() {
        if (!run.isEmpty() && upcoming == run.mentions()) {
            upcoming = new Mentions();
        }
        return upcoming;
    }

    boolean isEmpty() {
        return run.isEmpty() && runs.isEmpty();
    }

    /** The runs of a log that has come to its end. */
    List<LoggedRun> finish() {
        if (upcoming != run.mentions()) {
            run.mentions().fillFrom(upcoming);
        }
        finishRun();
        return runs;
    }

    List<String> warnings() {
        return warnings;
    }

    private void finishRun() {
        if (run.isEmpty()) {
            return;
        }
        LoggedRun finished = run.run(settings);
        settings = run.mentions();
        if (isEvaluation(finished) || !runs.isEmpty() && repeats(finished, runs.getLast())) {
            return;
        }
        if (runs.size() == MAXIMUM_RUNS) {
            runs.removeFirst();
            String warning = "only the last %d runs are kept".formatted(MAXIMUM_RUNS);
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        runs.add(finished);
    }

    /** Measurements without a place are no training where no loss is among them and nothing says that they validate one. */
    private static boolean isEvaluation(LoggedRun run) {
        return run.unit().equals(Unit.EVAL.word())
                && !run.directions().containsValue(Direction.MIN)
                && (run.count() == 1 || run.series().keySet().stream().noneMatch(name -> name.startsWith("val_")));
    }

    private static boolean repeats(LoggedRun later, LoggedRun earlier) {
        return later.series().values().stream().allMatch(series -> {
            Series before = earlier.series().get(series.name());
            return before != null && new HashSet<>(places(before)).containsAll(places(series));
        });
    }

    private static List<Point> places(Series series) {
        return series.points().stream()
                .map(point -> new Point(point.at(), point.value()))
                .toList();
    }
}
