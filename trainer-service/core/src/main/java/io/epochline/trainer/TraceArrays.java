package io.epochline.trainer;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A {@link Trace} as named arrays: {@code loss}, {@code grad_norm}, {@code step_norm}, {@code lr} f64[T] by step;
 * {@code epoch}, {@code epoch_end_step} i64[E], {@code train_loss}, {@code val_loss}, {@code metric_*}, {@code epoch_*}
 * f64[E] by epoch.
 */
final class TraceArrays {

    private static final String METRIC = "metric_";

    private TraceArrays() {}

    static void putSteps(Map<String, NpyArray> arrays, Trace trace, int fromStep) {
        arrays.put("loss", vector(trace.loss.from(fromStep)));
        arrays.put("grad_norm", vector(trace.gradNorm.from(fromStep)));
        arrays.put("step_norm", vector(trace.stepNorm.from(fromStep)));
        arrays.put("lr", vector(trace.learningRate.from(fromStep)));
    }

    static void putEpochs(Map<String, NpyArray> arrays, List<EpochRecord> epochs) {
        arrays.put("epoch", vector(epochs.stream().mapToLong(EpochRecord::epoch).toArray()));
        arrays.put(
                "epoch_end_step",
                vector(epochs.stream().mapToLong(EpochRecord::endStep).toArray()));
        arrays.put("train_loss", column(epochs, EpochRecord::trainLoss));
        arrays.put("val_loss", column(epochs, EpochRecord::valLoss));
        arrays.put("epoch_lr", column(epochs, EpochRecord::learningRate));
        arrays.put("epoch_grad_norm", column(epochs, EpochRecord::gradNorm));
        arrays.put("epoch_step_norm", column(epochs, EpochRecord::stepNorm));
        arrays.put("epoch_examples_per_second", column(epochs, EpochRecord::examplesPerSecond));
        arrays.put("epoch_duration", column(epochs, EpochRecord::seconds));
        TreeSet<String> metrics = new TreeSet<>();
        epochs.forEach(epoch -> metrics.addAll(epoch.metrics().keySet()));
        for (String metric : metrics) {
            arrays.put(METRIC + metric, column(epochs, epoch -> epoch.metrics().getOrDefault(metric, Double.NaN)));
        }
    }

    /** The inverse of {@link #putSteps} from 0 and {@link #putEpochs}. */
    static Trace read(Map<String, NpyArray> arrays) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (array.dtype().equals(DType.F64)) {
                columns.put(name, array.doubles());
            }
        });
        Trace trace = new Trace();
        trace.loss.addAll(columns.get("loss"));
        trace.gradNorm.addAll(columns.get("grad_norm"));
        trace.stepNorm.addAll(columns.get("step_norm"));
        trace.learningRate.addAll(columns.get("lr"));
        long[] numbers = arrays.get("epoch").longs();
        long[] ends = arrays.get("epoch_end_step").longs();
        for (int e = 0; e < numbers.length; e++) {
            trace.add(new EpochRecord(
                    (int) numbers[e],
                    (int) ends[e],
                    columns.get("train_loss")[e],
                    columns.get("val_loss")[e],
                    metrics(columns, e),
                    columns.get("epoch_lr")[e],
                    columns.get("epoch_grad_norm")[e],
                    columns.get("epoch_step_norm")[e],
                    columns.get("epoch_examples_per_second")[e],
                    columns.get("epoch_duration")[e]));
        }
        return trace;
    }

    private static Map<String, Double> metrics(Map<String, double[]> columns, int epoch) {
        Map<String, Double> metrics = new TreeMap<>();
        columns.forEach((name, values) -> {
            if (name.startsWith(METRIC)) {
                metrics.put(name.substring(METRIC.length()), values[epoch]);
            }
        });
        return metrics;
    }

    private static NpyArray column(List<EpochRecord> epochs, ToDoubleFunction<EpochRecord> value) {
        return vector(epochs.stream().mapToDouble(value).toArray());
    }

    private static NpyArray vector(double[] values) {
        return NpyArray.of(values, values.length);
    }

    private static NpyArray vector(long[] values) {
        return NpyArray.of(values, values.length);
    }
}
