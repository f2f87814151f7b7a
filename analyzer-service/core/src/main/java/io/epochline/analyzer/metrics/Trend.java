package io.epochline.analyzer.metrics;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.util.List;

/**
 * Where a curve is heading at its end: the mean of its last window of a fifth of the values (1 to 10 of them) is compared
 * with the mean of the window before. The bounds are arbitrary; the standard error keeps noise from being called a trend.
 */
final class Trend {

    /** Getting better by more than this fraction from window to window is improving. */
    static final double IMPROVING_CHANGE = 0.01;

    /** Getting worse by more than this fraction is diverging. */
    static final double DIVERGING_CHANGE = 0.05;

    private Trend() {}

    static String of(Series series, Direction direction) {
        List<Point> finite = series.finite();
        if (!series.points().getLast().isFinite()) {
            return Metrics.DIVERGING;
        }
        if (finite.size() < 2) {
            return Metrics.PLATEAUING;
        }
        int window = Math.clamp(finite.size() / 5, 1, 10);
        double[] tail = finite.subList(finite.size() - 2 * window, finite.size()).stream()
                .mapToDouble(Point::value)
                .toArray();
        double before = mean(tail, 0, window);
        double gain = direction.gain(before, mean(tail, window, 2 * window));
        double error = standardError(tail, window);
        if (gain > IMPROVING_CHANGE * Math.abs(before) && gain > error) {
            return Metrics.IMPROVING;
        }
        return -gain > DIVERGING_CHANGE * Math.abs(before) && -gain > error ? Metrics.DIVERGING : Metrics.PLATEAUING;
    }

    /** Of the difference of the two means, from the spread of successive differences, which a steady slope leaves 0. */
    private static double standardError(double[] tail, int window) {
        double sum = 0;
        double squares = 0;
        int count = tail.length - 1;
        for (int i = 1; i <= count; i++) {
            double difference = tail[i] - tail[i - 1];
            sum += difference;
            squares += difference * difference;
        }
        double variance = Math.max(0, squares / count - (sum / count) * (sum / count)) / 2;
        return Math.sqrt(variance * 2 / window);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
