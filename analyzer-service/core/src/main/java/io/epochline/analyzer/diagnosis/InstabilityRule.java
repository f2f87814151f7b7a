package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Symptom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code instability}: at least {@link #JUMPS} of the steps, and at least three, go the wrong way by more than 10 % of the
 * value and 5 % of the curve's range. Severe from {@link #MANY_JUMPS} on. The bounds are arbitrary; the range keeps the
 * last digits of a converged loss from counting.
 */
final class InstabilityRule {

    static final double JUMPS = 0.2;
    static final double MANY_JUMPS = 0.35;
    private static final double OF_VALUE = 0.1;
    private static final double OF_RANGE = 0.05;

    private InstabilityRule() {}

    static Optional<Symptom> instability(Case run) {
        Optional<Symptom> training = in(run.curves(), run.curves().train());
        return training.isPresent() ? training : in(run.curves(), run.curves().validation());
    }

    private static Optional<Symptom> in(Curves curves, Series series) {
        List<Point> points = series.finite();
        List<Integer> jumps = jumps(points, curves.direction());
        double share = jumps.size() / Math.max(1.0, points.size() - 1);
        if (jumps.size() < 3 || share < JUMPS) {
            return Optional.empty();
        }
        int worst = jumps.stream()
                .max(Comparator.comparingDouble(i -> loss(points, i, curves.direction())))
                .orElseThrow();
        return Optional.of(Evidence.symptom(
                "instability",
                share >= MANY_JUMPS ? SEVERE : WARNING,
                "%s got clearly worse in %d of %d steps, worst from %s to %s"
                        .formatted(
                                series.name(),
                                jumps.size(),
                                points.size() - 1,
                                Evidence.at(curves, points.get(worst - 1)),
                                Evidence.at(curves, points.get(worst)))));
    }

    /** The indices of points that are clearly worse than the one before. */
    static List<Integer> jumps(List<Point> points, Direction direction) {
        double lowest = points.stream().mapToDouble(Point::value).min().orElse(0);
        double highest = points.stream().mapToDouble(Point::value).max().orElse(0);
        return IntStream.range(1, points.size())
                .filter(i -> loss(points, i, direction)
                        > Math.max(OF_VALUE * Math.abs(points.get(i - 1).value()), OF_RANGE * (highest - lowest)))
                .boxed()
                .toList();
    }

    private static double loss(List<Point> points, int i, Direction direction) {
        return -direction.gain(points.get(i - 1).value(), points.get(i).value());
    }
}
