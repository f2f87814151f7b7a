package io.epochline.artifacts.log;

import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the readings of one run. Once an epoch was told, values belong to epochs; otherwise to rounds, or steps. Steps
 * come before epochs where an epoch is only told as a fraction beside them, and where there is but one epoch, of which only
 * steps are told.
 */
final class RunCollector {

    private static final int MAXIMUM_WARNINGS = 8;

    private final Mentions mentions;
    private Recorders recorders = new Recorders();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Unit unit;
    private boolean epochsAreFractions;
    private double at = Double.NaN;
    private double epochs = Double.NaN;
    private double step = Double.NaN;

    /** Whether an epoch is told after its steps, and whether steps of the next were told since. */
    private boolean epochsTrail;

    private boolean ahead;

    /** By the steps of the first epoch; null once there is more than those. */
    private Recorders steps = new Recorders();

    RunCollector(Mentions mentions) {
        this.mentions = mentions;
    }

    /** Whether the reading goes back to the run's beginning: it tells of another run. */
    boolean restarts(Reading reading) {
        double place = place(reading);
        boolean back = !Double.isNaN(place)
                && !isEmpty()
                && recorders.first() < recorders.last()
                && place <= recorders.first();
        return back
                && (reading.values().isEmpty()
                        || reading.values().stream().anyMatch(value -> recorders.isFrom(value.series(), place)));
    }

    /** Whether the reading is at the run's first place again, which may be its only one. */
    boolean returns(Reading reading) {
        return !isEmpty() && place(reading) <= recorders.first();
    }

    void add(Reading reading, long line) {
        if (unit == Unit.EPOCH && steps != null && !steps.isEmpty() && isFraction(reading)) {
            recorders = steps;
            unit = Unit.STEP;
            epochsAreFractions = true;
        }
        Unit told = unit(reading);
        if (told == Unit.EPOCH
                && unit == Unit.STEP
                && !isEmpty()
                && !reading.values().isEmpty()) {
            recorders = recorders.collapsed(reading.epoch());
            epochsTrail = true;
        }
        if (told == Unit.EPOCH || unit == null || unit == Unit.EVAL) {
            unit = told == null ? Unit.EVAL : told;
        }
        double place = place(reading);
        boolean back = place < at;
        at = Double.isNaN(place) ? at : place;
        follow(reading);
        mentions.learningRate(reading.learningRate());
        if (!reading.values().isEmpty()) {
            warn(reading, back, line);
            recorders.add(ahead ? at + 1 : at, reading, line);
            addStep(reading, line);
        }
        epochs = Double.isNaN(reading.epochs()) ? epochs : reading.epochs();
    }

    /** Where epochs are told after their steps, those that begin again belong to the next. */
    private void follow(Reading reading) {
        if (!Double.isNaN(reading.epoch())) {
            ahead = false;
        } else if (reading.step() < step) {
            ahead |= epochsTrail;
        }
        step = Double.isNaN(reading.step()) ? step : reading.step();
    }

    private void addStep(Reading reading, long line) {
        boolean oneEpoch = unit == Unit.EPOCH && recorders.first() == recorders.last();
        boolean below = Double.isNaN(reading.epoch()) && !Double.isNaN(step);
        boolean within = oneEpoch && (below || !Double.isNaN(reading.step())) && !reading.passing();
        if (steps != null && within) {
            steps.add(step, reading, line);
        } else {
            steps = null;
        }
    }

    private void warn(Reading reading, boolean back, long line) {
        if (back && warnings.size() < MAXIMUM_WARNINGS && recorders.reach(reading, at)) {
            warnings.add("line %d goes back to %s %s: later values replace earlier ones"
                    .formatted(line, unit.word(), plain(at)));
        }
        if (recorders.lack(reading)) {
            warnings.add("only the first %d quantities are kept".formatted(Recorders.MAXIMUM_SERIES));
        }
    }

    private Unit unit(Reading reading) {
        boolean stepped = !Double.isNaN(reading.step());
        if (unit == null || isEmpty()) {
            epochsAreFractions = isFraction(reading);
        }
        if (!Double.isNaN(reading.epoch()) && !epochsAreFractions) {
            return Unit.EPOCH;
        }
        return !Double.isNaN(reading.round()) ? Unit.ROUND : stepped ? Unit.STEP : null;
    }

    private static boolean isFraction(Reading reading) {
        return !Double.isNaN(reading.step())
                && !Double.isNaN(reading.epoch())
                && reading.epoch() != Math.rint(reading.epoch());
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

    /**
     * How many epochs there are to be. What counts from 0 may end one before the number told, or at it; before it has ended, only a
     * multiple of five is taken for the number of all.
     */
    private double allEpochs() {
        if (recorders.first() >= 1 || epochs == recorders.last() + 1) {
            return epochs;
        }
        boolean round = epochs % 5 == 0 && epochs > recorders.last();
        return epochs == recorders.last() ? epochs + 1 : round ? epochs : Double.NaN;
    }

    /** @param earlier settings of the log, which hold where the run tells none of its own */
    LoggedRun run(Mentions earlier) {
        boolean inSteps = unit == Unit.EPOCH && steps != null && steps.count() > 1;
        Recorders told = inSteps ? steps : recorders;
        mentions.epochs(allEpochs());
        if (!mentions.isSetup()) {
            mentions.fillFrom(earlier);
        }
        List<String> all = new ArrayList<>(warnings);
        if (told.thinned()) {
            all.add("long curves are thinned to at most %d points; first, best and last are kept"
                    .formatted(SeriesRecorder.MAXIMUM_POINTS));
        }
        return new LoggedRun(
                inSteps ? Unit.STEP.word() : unit.word(),
                told.count(),
                told.series(),
                told.directions(),
                told.firstPrinted(),
                mentions.hyperparameters(),
                mentions.model(),
                mentions.loss(),
                all);
    }

    private static String plain(double at) {
        return at == Math.rint(at) ? Long.toString((long) at) : Double.toString(at);
    }
}
