package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.INFO;
import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.analyzer.metrics.Metrics;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;

/** Whether the run is getting anywhere. */
final class ProgressRules {

    /** A best value that is better by less than this is no progress; arbitrary. */
    static final double PROGRESS = 0.01;

    private ProgressRules() {}

    /**
     * {@code slow_learning}: the improvement rate is below the reference's 10 %, and so is that of the training curve where
     * there is one; severe below 1 %.
     */
    static Optional<Symptom> slowLearning(Case run) {
        Curves curves = run.curves();
        Double rate = run.metrics().improvementRate();
        boolean slow = rate != null && rate < Metrics.SLOW_IMPROVEMENT && !trainingLearns(curves);
        if (!slow || curves.yardstick().size() < 3) {
            return Optional.empty();
        }
        Point best = curves.yardstick().best(curves.direction()).orElseThrow();
        return Optional.of(Evidence.symptom(
                "slow_learning",
                rate < PROGRESS ? SEVERE : WARNING,
                "%s improved by %s from %s to its best, %s (below %s is slow)"
                        .formatted(
                                curves.yardstick().name(),
                                Evidence.percent(rate),
                                Evidence.at(curves, curves.yardstick().finite().getFirst()),
                                Evidence.at(curves, best),
                                Evidence.percent(Metrics.SLOW_IMPROVEMENT))));
    }

    private static boolean trainingLearns(Curves curves) {
        Curves training = new Curves(curves.unit(), curves.train(), curves.train(), curves.direction());
        Double rate = Metrics.of(training).improvementRate();
        return rate != null && rate >= Metrics.SLOW_IMPROVEMENT;
    }

    /**
     * {@code plateau}: the curve stands still at its end, and the best value has not got better by 1 % for at least five
     * values and a quarter of the run. Only an information when the run had improved by more than 50 % before: it may
     * simply be done.
     */
    static Optional<Symptom> plateau(Case run) {
        Curves curves = run.curves();
        List<Point> points = curves.yardstick().finite();
        if (!Metrics.PLATEAUING.equals(run.metrics().trend()) || points.isEmpty()) {
            return Optional.empty();
        }
        int since = lastProgress(curves, points);
        int waited = points.size() - 1 - since;
        if (waited < Math.max(5, points.size() / 4)) {
            return Optional.empty();
        }
        Double rate = run.metrics().improvementRate();
        boolean good = rate != null && rate > Metrics.GOOD_IMPROVEMENT;
        return Optional.of(Evidence.symptom(
                "plateau",
                good ? INFO : WARNING,
                "no %s better by %s since %s, in %d values"
                        .formatted(
                                curves.yardstick().name(),
                                Evidence.percent(PROGRESS),
                                Evidence.at(curves, points.get(since)),
                                waited)));
    }

    private static int lastProgress(Curves curves, List<Point> points) {
        int since = 0;
        for (int i = 1; i < points.size(); i++) {
            double standing = points.get(since).value();
            if (curves.direction().gain(standing, points.get(i).value()) > PROGRESS * Math.abs(standing)) {
                since = i;
            }
        }
        return since;
    }

    /** {@code still_improving}: the trend is improving, and the best value is among the last tenth (at least two). */
    static Optional<Symptom> stillImproving(Case run) {
        Curves curves = run.curves();
        List<Point> points = curves.yardstick().finite();
        if (!Metrics.IMPROVING.equals(run.metrics().trend()) || points.size() < 4) {
            return Optional.empty();
        }
        Point best = curves.yardstick().best(curves.direction()).orElseThrow();
        if (points.size() - points.indexOf(best) > Math.max(2, points.size() / 10)) {
            return Optional.empty();
        }
        return Optional.of(Evidence.symptom(
                "still_improving",
                INFO,
                "%s was still getting better when the run ended: best %s"
                        .formatted(curves.yardstick().name(), Evidence.at(curves, best))));
    }
}
