package io.epochline.trainer;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link Trace} as named arrays: {@code loss}, {@code grad_norm}, {@code step_norm}, {@code lr} f64[T] by step;
 * {@code epoch}, {@code epoch_end_step} i64[E], {@code train_loss}, {@code val_loss}, {@code metric_*}, {@code epoch_*}
 * f64[E] by epoch.
 */
final class TraceArrays {

    private static final String METRIC = "metric_";

    private TraceArrays() {}

    static void putSteps(Map<String, NpyArray> arrays, Trace trace, int from, int to) {
        arrays.put("loss", vector(trace.loss.range(from, to)));
        arrays.put("grad_norm", vector(trace.gradNorm.range(from, to)));
        arrays.put("step_norm", vector(trace.stepNorm.range(from, to)));
        arrays.put("lr", vector(trace.learningRate.range(from, to)));
    }

    /** All steps, without holding them in memory. */
    static void writeSteps(NpzWriter archive, Trace trace) throws IOException {
        archive.add("loss", DType.F64, trace.loss::bytes, trace.steps());
        archive.add("grad_norm", DType.F64, trace.gradNorm::bytes, trace.steps());
        archive.add("step_norm", DType.F64, trace.stepNorm::bytes, trace.steps());
        archive.add("lr", DType.F64, trace.learningRate::bytes, trace.steps());
    }

    static void putEpochs(Map<String, NpyArray> arrays, List<EpochRecord> epochs) {
        Set<String> metrics = epochs.stream()
                .flatMap(epoch -> epoch.metrics().keySet().stream())
                .collect(Collectors.toSet());
        columns(metrics, epochs::stream).forEach((name, column) -> arrays.put(name, column.get()));
    }

    /** All epochs, a column in memory at a time. */
    static void writeEpochs(NpzWriter archive, EpochSeries epochs) throws IOException {
        Set<String> metrics =
                epochs.isEmpty() ? Set.of() : epochs.first().metrics().keySet();
        for (Map.Entry<String, Supplier<NpyArray>> column :
                columns(metrics, epochs::stream).entrySet()) {
            archive.add(column.getKey(), column.getValue().get());
        }
    }

    private static Map<String, Supplier<NpyArray>> columns(
            Collection<String> metrics, Supplier<Stream<EpochRecord>> epochs) {
        Map<String, Supplier<NpyArray>> columns = new LinkedHashMap<>();
        columns.put("epoch", counts(epochs, EpochRecord::epoch));
        columns.put("epoch_end_step", counts(epochs, EpochRecord::endStep));
        columns.put("train_loss", numbers(epochs, EpochRecord::trainLoss));
        columns.put("val_loss", numbers(epochs, EpochRecord::valLoss));
        columns.put("epoch_lr", numbers(epochs, EpochRecord::learningRate));
        columns.put("epoch_grad_norm", numbers(epochs, EpochRecord::gradNorm));
        columns.put("epoch_step_norm", numbers(epochs, EpochRecord::stepNorm));
        columns.put("epoch_examples_per_second", numbers(epochs, EpochRecord::examplesPerSecond));
        columns.put("epoch_duration", numbers(epochs, EpochRecord::seconds));
        for (String metric : new TreeSet<>(metrics)) {
            columns.put(
                    METRIC + metric, numbers(epochs, epoch -> epoch.metrics().getOrDefault(metric, Double.NaN)));
        }
        return columns;
    }

    /** Goes on with the steps of {@link #putSteps}. */
    static void addSteps(Trace trace, Map<String, NpyArray> arrays) {
        trace.loss.addAll(arrays.get("loss").doubles());
        trace.gradNorm.addAll(arrays.get("grad_norm").doubles());
        trace.stepNorm.addAll(arrays.get("step_norm").doubles());
        trace.learningRate.addAll(arrays.get("lr").doubles());
    }

    /** The inverse of {@link #putEpochs} for its first epoch. */
    static EpochRecord epoch(Map<String, NpyArray> arrays) {
        return epochs(arrays).getFirst();
    }

    /** The inverse of {@link #putEpochs}. */
    static List<EpochRecord> epochs(Map<String, NpyArray> arrays) {
        long[] numbers = arrays.get("epoch").longs();
        long[] ends = arrays.get("epoch_end_step").longs();
        Map<String, double[]> columns = new TreeMap<>();
        arrays.forEach((name, array) -> {
            if (array.dtype().equals(DType.F64)) {
                columns.put(name, array.doubles());
            }
        });
        return IntStream.range(0, numbers.length)
                .mapToObj(e -> new EpochRecord(
                        (int) numbers[e],
                        (int) ends[e],
                        columns.get("train_loss")[e],
                        columns.get("val_loss")[e],
                        metrics(columns, e),
                        columns.get("epoch_lr")[e],
                        columns.get("epoch_grad_norm")[e],
                        columns.get("epoch_step_norm")[e],
                        columns.get("epoch_examples_per_second")[e],
                        columns.get("epoch_duration")[e]))
                .toList();
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

    private static Supplier<NpyArray> numbers(
            Supplier<Stream<EpochRecord>> epochs, ToDoubleFunction<EpochRecord> value) {
        return () -> vector(epochs.get().mapToDouble(value).toArray());
    }

    private static Supplier<NpyArray> counts(Supplier<Stream<EpochRecord>> epochs, ToLongFunction<EpochRecord> value) {
        return () -> vector(epochs.get().mapToLong(value).toArray());
    }

    private static NpyArray vector(double[] values) {
        return NpyArray.of(values, values.length);
    }

    private static NpyArray vector(long[] values) {
        return NpyArray.of(values, values.length);
    }
}
