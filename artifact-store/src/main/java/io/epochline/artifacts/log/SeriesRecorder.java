package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Collects one series in bounded memory: a value told again replaces the old one, and of a long series only every second,
 * fourth, … point is kept, and the first, the best and the last.
 */
final class SeriesRecorder {

    static final int MAXIMUM_POINTS = 4096;

    /** One place is left for the best. */
    private static final int MOST_KEPT = MAXIMUM_POINTS - 1;

    private final String name;
    private final Direction direction;
    private double[] at = new double[16];
    private double[] values = new double[16];
    private long[] lines = new long[16];
    private int size;
    private long count;
    private long stride = 1;
    private boolean lastIsSpare;
    private Point best;
    private double first = Double.NaN;
    private boolean firstStands;

    /** @param direction null where it is not known, which leaves the best out */
    SeriesRecorder(String name, Direction direction) {
        this.name = name;
        this.direction = direction;
    }

    /**
     * @param passing whether it is a state of a progress bar
     * @return whether there was no value at this place before
     */
    boolean add(double place, double value, long line, boolean passing) {
        if (!firstStands && (Double.isNaN(first) || size == 1 && at[0] == place)) {
            first = value;
            firstStands = !passing;
        }
        if (size > 0 && place <= at[size - 1]) {
            return replace(place, value, line);
        }
        append(place, value, line);
        return true;
    }

    /** The last value alone, as that of a place that is told later. */
    SeriesRecorder collapsed(double place) {
        SeriesRecorder one = new SeriesRecorder(name, direction);
        one.add(place, values[size - 1], lines[size - 1], false);
        one.first = first;
        return one;
    }

    private void append(double place, double value, long line) {
        if (lastIsSpare) {
            size--;
        }
        if (size == MOST_KEPT) {
            thin();
        }
        insert(size, place, value, line);
        lastIsSpare = count % stride != 0;
        count++;
        remember(place, value, line);
    }

    private void thin() {
        stride *= 2;
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            set(kept++, at[i], values[i], lines[i]);
        }
        size = kept;
    }

    private boolean replace(double place, double value, long line) {
        int found = Arrays.binarySearch(at, 0, size, place);
        if (best != null && best.at() == place) {
            best = null;
        }
        if (found >= 0) {
            set(found, place, value, line);
        } else if (size < MOST_KEPT) {
            insert(-found - 1, place, value, line);
            count++;
        }
        if (best == null && direction != null) {
            best = new Series(name, points()).best(direction).orElse(null);
        } else {
            remember(place, value, line);
        }
        return found < 0;
    }

    private void remember(double place, double value, long line) {
        if (direction == null) {
            return;
        }
        boolean better = best == null || direction.better(value, best.value());
        boolean earlier = best != null && value == best.value() && place < best.at();
        if (Double.isFinite(value) && (better || earlier)) {
            best = new Point(place, value, line);
        }
    }

    private void insert(int index, double place, double value, long line) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        System.arraycopy(at, index, at, index + 1, size - index);
        System.arraycopy(values, index, values, index + 1, size - index);
        System.arraycopy(lines, index, lines, index + 1, size - index);
        set(index, place, value, line);
        size++;
    }

    private void set(int index, double place, double value, long line) {
        at[index] = place;
        values[index] = value;
        lines[index] = line;
    }

    DoubleStream places() {
        return Arrays.stream(at, 0, size);
    }

    double firstPlace() {
        return at[0];
    }

    double lastPlace() {
        return size == 0 ? Double.NEGATIVE_INFINITY : at[size - 1];
    }

    /** How many positions had a value, before any thinning. */
    long count() {
        return count;
    }

    boolean thinned() {
        return count > size;
    }

    Direction direction() {
        return direction;
    }

    /** The value that was printed first; of the states of a progress bar the last. */
    double first() {
        return first;
    }

    Series series() {
        List<Point> points = new ArrayList<>(points());
        if (best != null) {
            int found = Arrays.binarySearch(at, 0, size, best.at());
            if (found < 0) {
                points.add(-found - 1, best);
            }
        }
        return new Series(name, points);
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            points.add(new Point(at[i], values[i], lines[i]));
        }
        return points;
    }
}
