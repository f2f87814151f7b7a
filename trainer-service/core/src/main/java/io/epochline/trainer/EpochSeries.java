package io.epochline.trainer;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The finished epochs of a run, all of which have the same metrics. They take the same memory however many they are. */
final class EpochSeries implements Iterable<EpochRecord>, Closeable {

    private static final int CHUNK = 1024;

    /** Row by row, with the metrics in the order of their names. */
    private final DoubleSeries numbers = new DoubleSeries();

    private List<String> metrics = List.of();
    private int size;
    private EpochRecord first;
    private EpochRecord last;
    private EpochRecord best;
    private double seconds;

    void add(EpochRecord epoch) {
        if (first == null) {
            first = epoch;
            metrics = epoch.metrics().keySet().stream().sorted().toList();
        }
        last = epoch;
        if (epoch.valLoss() < (best == null ? Double.POSITIVE_INFINITY : best.valLoss())) {
            best = epoch;
        }
        seconds += epoch.seconds();
        numbers.addAll(row(epoch));
        size++;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Null when there is none, as are the others. */
    EpochRecord first() {
        return first;
    }

    EpochRecord last() {
        return last;
    }

    /** The one with the lowest validation loss, the first of equals; null when none was finite. */
    EpochRecord best() {
        return best;
    }

    /** That they took. */
    double seconds() {
        return seconds;
    }

    Stream<EpochRecord> stream() {
        return IntStream.range(0, Math.ceilDiv(size, CHUNK)).boxed().flatMap(chunk -> rows(chunk * CHUNK).stream());
    }

    @Override
    public Iterator<EpochRecord> iterator() {
        return stream().iterator();
    }

    @Override
    public void close() {
        numbers.close();
    }

    private double[] row(EpochRecord epoch) {
        double[] own = {
            epoch.epoch(),
            epoch.endStep(),
            epoch.trainLoss(),
            epoch.valLoss(),
            epoch.learningRate(),
            epoch.gradNorm(),
            epoch.stepNorm(),
            epoch.examplesPerSecond(),
            epoch.seconds()
        };
        double[] row = Arrays.copyOf(own, own.length + metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            row[own.length + i] = epoch.metrics().get(metrics.get(i));
        }
        return row;
    }

    private List<EpochRecord> rows(int from) {
        int count = Math.min(CHUNK, size - from);
        int width = numbers.size() / size;
        double[] values = numbers.range(from * width, (from + count) * width);
        List<EpochRecord> rows = new ArrayList<>(count);
        for (int at = 0; at < values.length; at += width) {
            rows.add(epoch(Arrays.copyOfRange(values, at, at + width)));
        }
        return rows;
    }

    private EpochRecord epoch(double[] row) {
        Map<String, Double> named = new TreeMap<>();
        int own = row.length - metrics.size();
        for (int i = 0; i < metrics.size(); i++) {
            named.put(metrics.get(i), row[own + i]);
        }
        return new EpochRecord(
                (int) row[0], (int) row[1], row[2], row[3], named, row[4], row[5], row[6], row[7], row[8]);
    }
}
