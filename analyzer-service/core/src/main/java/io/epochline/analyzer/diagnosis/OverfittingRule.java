package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.analyzer.metrics.Metrics;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code overfitting}: since its best epoch validation has become worse by more than {@link #WORSE_THAN_BEST} (median of
 * the last three values) while training got better; or validation stands still while the gap to training exceeds 20 %,
 * the reference's bound for severe overfitting, and has at least doubled since the run's first third, and training went on by
 * as much while validation stood still ({@link #STANDS_STILL}). What training wins and validation does not was learnt by
 * heart; a gap alone is the price of any fit, and is there in healthy runs, too. Severe when the gap exceeds 20 % or validation is worse by
 * as much.
 */
final class OverfittingRule {

    /** Arbitrary: small enough to be seen early, above the jitter of a validation set. */
    static final double WORSE_THAN_BEST = 0.05;

    /** A run of fewer validations is judged by its last alone, which must be twice as far off; arbitrary. */
    static final int SHORT_RUN = 6;

    /** Validation that wins less than this part of what training wins stands still; arbitrary. */
    static final double STANDS_STILL = 0.05;

    private OverfittingRule() {}

    static Optional<Symptom> overfitting(Case run) {
        Curves curves = run.curves();
        List<Point> validation = curves.validation().finite();
        if (validation.size() < 3 || curves.train().isEmpty()) {
            return Optional.empty();
        }
        Point best = curves.validation().best(curves.direction()).orElseThrow();
        Point last = validation.getLast();
        double worse = worseThanBest(curves, validation, best);
        boolean rose = worse > (validation.size() < SHORT_RUN ? 2 : 1) * WORSE_THAN_BEST
                && trainingImproved(curves, best, last);
        double gap = gap(run);
        if (!rose && !widened(run, validation, gap)) {
            return Optional.empty();
        }
        List<String> evidence = new ArrayList<>();
        if (rose) {
            evidence.add("from %s on: %s was best with %s and is %s now, %s worse, while %s went on from %s to %s"
                    .formatted(
                            Evidence.position(curves, best),
                            curves.validation().name(),
                            Evidence.at(curves, best),
                            Evidence.at(curves, last),
                            Evidence.percent(worse),
                            curves.train().name(),
                            Evidence.number(trainingUntil(curves, best)),
                            Evidence.number(trainingUntil(curves, last))));
        }
        if (gap >= Metrics.MODERATE_GAP) {
            evidence.add("the gap between %s and %s is %s at the end, with %s (above %s is severe)"
                    .formatted(
                            curves.train().name(),
                            curves.validation().name(),
                            Evidence.percent(gap),
                            Evidence.at(curves, last),
                            Evidence.percent(Metrics.SEVERE_GAP)));
        }
        String severity = gap > Metrics.SEVERE_GAP || worse > Metrics.SEVERE_GAP ? SEVERE : WARNING;
        return Optional.of(new Symptom("overfitting", severity, evidence));
    }

    private static double worseThanBest(Curves curves, List<Point> validation, Point best) {
        return -curves.direction().gain(best.value(), median(validation)) / size(curves, best.value());
    }

    /** Where validation stands at the end: one value may be a fluke. */
    private static double median(List<Point> validation) {
        int size = validation.size();
        double[] last = validation.subList(size < SHORT_RUN ? size - 1 : size - 3, size).stream()
                .mapToDouble(Point::value)
                .sorted()
                .toArray();
        return last[last.length / 2];
    }

    /**
     * What a difference counts beside. Where a loss passes 0, as a log likelihood may, its own size means nothing near
     * there, and differences count in its unit, nats.
     */
    private static double size(Curves curves, double value) {
        boolean passes = Stream.concat(curves.train().finite().stream(), curves.validation().finite().stream())
                .anyMatch(point -> point.value() < 0);
        return Math.max(Math.abs(value), passes ? 1 : Double.MIN_NORMAL);
    }

    private static double gap(Case run) {
        if (run.metrics().gap() == null) {
            return 0;
        }
        Point last = run.curves().validation().finite().getLast();
        double training = trainingUntil(run.curves(), last);
        return run.metrics().gap() * Math.abs(training) / size(run.curves(), training);
    }

    private static boolean trainingImproved(Curves curves, Point best, Point last) {
        return curves.direction().gain(trainingUntil(curves, best), trainingUntil(curves, last)) > 0;
    }

    private static double trainingUntil(Curves curves, Point point) {
        return curves.train().lastFiniteUntil(point.at()).map(Point::value).orElse(Double.NaN);
    }

    private static boolean widened(Case run, List<Point> validation, double gap) {
        Point early = validation.get(validation.size() / 3);
        return gap > Metrics.SEVERE_GAP
                && !Metrics.IMPROVING.equals(run.metrics().trend())
                && Metrics.gapAt(run.curves(), early).orElse(gap) < gap / 2
                && learntByHeart(run.curves(), validation) > Metrics.SEVERE_GAP;
    }

    /** By how much training got better while validation stood still, up to the end. */
    private static double learntByHeart(Curves curves, List<Point> validation) {
        double now = median(validation);
        double end = trainingUntil(curves, validation.getLast());
        double most = 0;
        for (Point since : validation) {
            double before = trainingUntil(curves, since);
            double training = curves.direction().gain(before, end) / size(curves, before);
            double gained = curves.direction().gain(since.value(), now) / size(curves, since.value());
            if (gained < STANDS_STILL * training) {
                most = Math.max(most, training);
            }
        }
        return most;
    }
}
