package io.epochline.console.report.export;

import io.epochline.console.report.export.proto.Histogram;
import java.util.Arrays;
import java.util.Optional;

/** How the values of a vector spread. */
final class Spread {

    /** As many as {@code tf.summary.histogram} makes. */
    static final int BUCKETS = 30;

    private Spread() {}

    /** Counts in buckets of equal width from the least to the greatest; empty where no value is finite, others do not count. */
    static Optional<Histogram> of(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return Optional.empty();
        }
        double min = Arrays.stream(finite).min().orElseThrow();
        double max = Arrays.stream(finite).max().orElseThrow();
        Histogram.Builder histogram = Histogram.newBuilder()
                .setMin(min)
                .setMax(max)
                .setNum(finite.length)
                .setSum(Arrays.stream(finite).sum())
                .setSumSquares(Arrays.stream(finite).map(value -> value * value).sum());
        double[] limits = limits(min, max);
        double[] counts = new double[limits.length];
        for (double value : finite) {
            int at = Arrays.binarySearch(limits, value);
            counts[Math.min(limits.length - 1, at < 0 ? -at - 1 : at + 1)]++;
        }
        for (int i = 0; i < limits.length; i++) {
            histogram.addBucketLimit(limits[i]).addBucket(counts[i]);
        }
        return Optional.of(histogram.build());
    }

    /** The upper edges; a value on an edge is above it, but for the last. */
    private static double[] limits(double min, double max) {
        if (min == max) {
            return new double[] {max};
        }
        double[] limits = new double[BUCKETS];
        for (int i = 1; i < BUCKETS; i++) {
            double part = (double) i / BUCKETS;
            limits[i - 1] = min * (1 - part) + max * part;
        }
        limits[BUCKETS - 1] = max;
        return limits;
    }
}
