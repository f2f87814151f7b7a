package io.epochline.trainer.objective;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.RunSummary;
import io.epochline.trainer.recording.Columns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row of numbers for each epoch that is over, under the names that traces have for them. */
final class Reports {

    private static final String METRIC = "metric_";

    private final Columns columns = new Columns();

    int count() {
        return columns.rows("epoch");
    }

    /** The value at the end of each. */
    double[] values() {
        return columns.values("val_loss");
    }

    double seconds() {
        return Arrays.stream(columns.values("epoch_duration")).sum();
    }

    /** The epoch with the lowest value at its end, the first of equals; 0 when none was finite. */
    int best() {
        double[] values = values();
        int best = 0;
        for (int e = 1; e <= values.length; e++) {
            if (Double.isFinite(values[e - 1]) && (best == 0 || values[e - 1] < values[best - 1])) {
                best = e;
            }
        }
        return best;
    }

    /**
     * The row of an epoch that is over.
     *
     * @param trace of its steps, at least one
     * @param endStep how many steps the run had taken at its end
     * @param value at its end
     * @param metrics the same names each time
     */
    Map<String, NpyArray> row(Columns trace, long endStep, double value, Map<String, Double> metrics, double seconds) {
        double[] losses = trace.values("loss");
        Columns row = new Columns();
        row.count("epoch", count() + 1);
        row.count("epoch_end_step", endStep);
        row.add("train_loss", Arrays.stream(losses).average().orElseThrow());
        row.add("val_loss", value);
        row.add("epoch_lr", trace.last("lr"));
        row.add("epoch_grad_norm", trace.last("grad_norm"));
        row.add("epoch_step_norm", trace.last("step_norm"));
        row.add("epoch_examples_per_second", losses.length / Math.max(seconds, 1e-9));
        row.add("epoch_duration", seconds);
        metrics.forEach((name, metric) -> row.add(METRIC + name, metric));
        return row.arrays();
    }

    void append(Map<String, NpyArray> rows) {
        columns.append(rows);
    }

    /** Of an epoch, from 1. */
    double of(int epoch, String column) {
        return columns.values(column)[epoch - 1];
    }

    Map<String, Double> metrics(int epoch) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String column : columns.arrays().keySet()) {
            if (column.startsWith(METRIC)) {
                metrics.put(column.substring(METRIC.length()), of(epoch, column));
            }
        }
        return metrics;
    }

    Map<String, NpyArray> arrays() {
        return columns.arrays();
    }

    /**
     * All of them in short.
     *
     * @param steps that the run took
     * @param early whether it took less than it might have
     * @param size of θ
     */
    RunSummary summary(long steps, boolean early, double seconds, int size) {
        int best = best();
        return new RunSummary(
                count(),
                steps,
                best,
                best == 0 ? null : of(best, "val_loss"),
                count() == 0 ? null : columns.last("val_loss"),
                count() == 0 ? Double.NaN : of(1, "train_loss"),
                count() == 0 ? Double.NaN : columns.last("train_loss"),
                best == 0 ? Map.of() : metrics(best),
                early,
                seconds,
                steps / Math.max(seconds, 1e-9),
                size);
    }
}
