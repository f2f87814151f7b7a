package io.epochline.analyzer.metrics;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.RunMetrics;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of {@link RunMetrics}. The bounds are those of the creative optimizer that this analyzer follows, except
 * where a constant is called arbitrary.
 */
public final class Metrics {

    /** An improvement rate above this is good; down to {@link #SLOW_IMPROVEMENT} it is moderate, below it slow. */
    public static final double GOOD_IMPROVEMENT = 0.5;

    public static final double SLOW_IMPROVEMENT = 0.1;

    /** A gap below this is no overfitting; up to {@link #SEVERE_GAP} it is moderate, above it severe. */
    public static final double MODERATE_GAP = 0.1;

    public static final double SEVERE_GAP = 0.2;

    public static final String IMPROVING = "improving";
    public static final String PLATEAUING = "plateauing";
    public static final String DIVERGING = "diverging";

    private Metrics() {}

    /** All metrics of a run; what cannot be said is absent. */
    public static RunMetrics of(Curves curves) {
        Double gap = gap(curves);
        return new RunMetrics(
                improvementRate(curves),
                curves.isEmpty() ? null : Trend.of(curves.yardstick(), curves.direction()),
                gap,
                gap == null ? null : overfitting(gap),
                stability(curves));
    }

    /** (first − best) / |first|, for accuracies (best − first) / |first|; absent with fewer than two finite values. */
    static Double improvementRate(Curves curves) {
        List<Point> finite = curves.yardstick().finite();
        if (finite.size() < 2 || finite.getFirst().value() == 0) {
            return null;
        }
        double first = finite.getFirst().value();
        double best = curves.yardstick().best(curves.direction()).orElseThrow().value();
        return curves.direction().gain(first, best) / Math.abs(first);
    }

    /**
     * How much worse validation is than training, (validation − training) / |training|, at the last finite validation
     * value and the training value then or last before; for accuracies (training − validation) / |training|.
     */
    static Double gap(Curves curves) {
        List<Point> validated = curves.validation().finite();
        return validated.isEmpty() ? null : gapAt(curves, validated.getLast()).orElse(null);
    }

    /** The gap at one point of the validation series; empty where no finite training value other than 0 goes before. */
    public static Optional<Double> gapAt(Curves curves, Point validation) {
        return curves.train()
                .lastFiniteUntil(validation.at())
                .map(Point::value)
                .filter(training -> training != 0)
                .map(training -> curves.direction().gain(validation.value(), training) / Math.abs(training));
    }

    static String overfitting(double gap) {
        if (gap > SEVERE_GAP) {
            return "likely";
        }
        return gap >= MODERATE_GAP ? "moderate" : "unlikely";
    }

    /**
     * Net improvement as a share of all movement, at least 0: 1 for a curve that only gets better (or never moves), 0
     * for one that ends where it began or worse.
     */
    static Double stability(Curves curves) {
        List<Point> finite = curves.yardstick().finite();
        if (finite.size() < 2) {
            return null;
        }
        double movement = 0;
        for (int i = 1; i < finite.size(); i++) {
            movement += Math.abs(finite.get(i).value() - finite.get(i - 1).value());
        }
        double net = curves.direction()
                .gain(finite.getFirst().value(), finite.getLast().value());
        return movement == 0 ? 1.0 : Math.max(0, net / movement);
    }
}
