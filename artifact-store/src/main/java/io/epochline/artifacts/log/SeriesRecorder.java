package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.util.ArrayList;
import java.util.List;

/** Collects one series in bounded memory: a value told again replaces the old one, and long series are thinned. */
final class SeriesRecorder {

    /** When a series is longer than this, every other point goes; the first, the best and the last stay. */
    static final int MAXIMUM_POINTS = 4096;

    private final String name;
    private final Direction direction;
    private List<Point> points = new ArrayList<>();
    private long count;

    SeriesRecorder(String name, Direction direction) {
        this.name = name;
        this.direction = direction;
    }

    void add(Point point) {
        if (points.isEmpty() || points.getLast().at() < point.at()) {
            points.add(point);
            count++;
        } else {
            replace(point);
        }
        if (points.size() > MAXIMUM_POINTS) {
            thin();
        }
    }

    private void replace(Point point) {
        int low = 0;
        int high = points.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (points.get(middle).at() < point.at()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (points.get(low).at() == point.at()) {
            points.set(low, point);
        } else {
            points.add(low, point);
            count++;
        }
    }

    private void thin() {
        Point best = series().best(direction).orElse(points.getFirst());
        List<Point> kept = new ArrayList<>(MAXIMUM_POINTS);
        for (int i = 0; i < points.size(); i++) {
            if (i % 2 == 0 || points.get(i).equals(best) || i == points.size() - 1) {
                kept.add(points.get(i));
            }
        }
        points = kept;
    }

    /** How many positions had a value, before any thinning. */
    long count() {
        return count;
    }

    boolean thinned() {
        return count > points.size();
    }

    Direction direction() {
        return direction;
    }

    Series series() {
        return new Series(name, points);
    }
}
