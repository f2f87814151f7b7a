package io.epochline.artifacts.curve;

import java.util.List;
import java.util.Optional;

/**
 * A named quantity over the course of a run. Epochs without a value are missing, not 0.
 *
 * @param name such as {@code val_loss}
 * @param points in ascending {@code at}
 */
public record Series(String name, List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }

    public int size() {
        return points.size();
    }

    public boolean isEmpty() {
        return points.isEmpty();
    }

    public List<Point> finite() {
        return points.stream().filter(Point::isFinite).toList();
    }

    /** The best finite value; the first of equals. */
    public Optional<Point> best(Direction direction) {
        return points.stream()
                .filter(Point::isFinite)
                .reduce((best, next) -> direction.better(next.value(), best.value()) ? next : best);
    }

    /** The finite value at this position or the nearest before it. */
    public Optional<Point> lastFiniteUntil(double at) {
        return points.reversed().stream()
                .filter(point -> point.at() <= at && point.isFinite())
                .findFirst();
    }

    public Optional<Point> last() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
    }
}
