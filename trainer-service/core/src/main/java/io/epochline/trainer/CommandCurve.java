package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.CommandJob.Objective;
import io.epochline.trainer.command.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows that a program told of, as epochs. An epoch keeps the number that the program gave it, from 1; where it counts
 * from 0, one more; steps and rows without a number are counted. Long curves are thinned.
 */
final class CommandCurve {

    /** When there are more, every other one goes; the first, the best and the last stay. */
    static final int MOST_EPOCHS = 4096;

    /** For messages; names may differ from epoch to epoch. */
    private static final int MOST_NAMES = 256;

    private record Entry(double place, EpochRecord epoch) {}

    private final Objective objective;
    private List<Entry> entries = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private boolean zeroBased;
    private boolean byEpoch;
    private boolean begun;
    private long lastIndex;
    /** Of all entries but the last, which may still change. */
    private EpochRecord bestBefore;

    CommandCurve(Objective objective) {
        this.objective = objective;
    }

    /**
     * Adds a row, or replaces the last one where this is the same, which may have grown.
     *
     * @param seconds that the row took
     */
    void put(Row row, double seconds) {
        if (!begun) {
            begin(row);
        }
        if (names.size() < MOST_NAMES) {
            names.addAll(row.values().keySet());
        }
        boolean same = !entries.isEmpty() && begun && row.index() == lastIndex;
        begun = true;
        lastIndex = row.index();
        if (same) {
            EpochRecord before = entries.removeLast().epoch();
            entries.add(new Entry(row.place(), epoch(row, before.epoch(), Math.max(seconds, before.seconds()))));
            return;
        }
        int number = number(row);
        if (!entries.isEmpty()) {
            bestBefore = better(bestBefore, last());
        }
        byEpoch = row.byEpoch();
        entries.add(new Entry(row.place(), epoch(row, number, seconds)));
        if (entries.size() > MOST_EPOCHS) {
            thin();
        }
    }

    /** The first row of an attempt tells whether the program goes on from where an earlier one was, or starts anew. */
    private void begin(Row row) {
        boolean goesOn = !entries.isEmpty()
                && row.byEpoch() == byEpoch
                && row.place() > entries.getFirst().place();
        if (goesOn) {
            entries.removeIf(entry -> entry.place() >= row.place());
        } else {
            entries.clear();
            zeroBased = row.byEpoch() && row.place() == 0;
        }
        bestBefore = null;
        entries.stream()
                .limit(Math.max(0, entries.size() - 1))
                .forEach(entry -> bestBefore = better(bestBefore, entry.epoch()));
    }

    private int number(Row row) {
        int previous = entries.isEmpty() ? 0 : last().epoch();
        boolean counted = row.byEpoch() && row.place() == Math.rint(row.place()) && row.place() < 1e9;
        int told = counted ? (int) row.place() + (zeroBased ? 1 : 0) : 0;
        return Math.max(previous + 1, told);
    }

    /** What has a place of its own in an epoch is not among its metrics again. */
    private EpochRecord epoch(Row row, int number, double seconds) {
        Map<String, Double> metrics = new LinkedHashMap<>(row.values());
        double judged = metrics.getOrDefault(objective.metric(), Double.NaN);
        double train = taken(metrics, metrics.containsKey("train_loss") ? "train_loss" : "loss");
        double rate = taken(metrics, "lr");
        double gradNorm = taken(metrics, "grad_norm");
        if (objective.maximize()) {
            metrics.computeIfAbsent(objective.metric(), row.values()::get);
        } else {
            metrics.remove("val_loss", judged);
        }
        if (row.byEpoch() && row.place() != Math.rint(row.place())) {
            metrics.put("epoch", row.place());
        }
        return new EpochRecord(
                number,
                Double.isNaN(row.step()) ? 0 : (int) row.step(),
                train,
                objective.maximize() ? Double.NaN : judged,
                metrics,
                rate,
                gradNorm,
                Double.NaN,
                Double.NaN,
                seconds);
    }

    private static double taken(Map<String, Double> metrics, String name) {
        Double value = metrics.remove(name);
        return value == null ? Double.NaN : value;
    }

    /** NaN where there is none. */
    private double judged(EpochRecord epoch) {
        return objective.maximize() ? epoch.metrics().getOrDefault(objective.metric(), Double.NaN) : epoch.valLoss();
    }

    /** The finite value of the objective that is best; of equals the first. */
    private EpochRecord better(EpochRecord best, EpochRecord next) {
        double value = judged(next);
        if (!Double.isFinite(value)) {
            return best;
        }
        boolean first = best == null;
        boolean better = first || (objective.maximize() ? value > judged(best) : value < judged(best));
        return better ? next : best;
    }

    private void thin() {
        EpochRecord best = best();
        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (i % 2 == 0 || i == entries.size() - 1 || entries.get(i).epoch() == best) {
                kept.add(entries.get(i));
            }
        }
        entries = kept;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    EpochRecord last() {
        return entries.getLast().epoch();
    }

    /** Null where the objective never had a finite value. */
    EpochRecord best() {
        return entries.isEmpty() ? null : better(bestBefore, last());
    }

    /** What was told of, the objective or not, in this attempt. */
    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    List<EpochRecord> epochs() {
        return entries.stream().map(Entry::epoch).toList();
    }

    /** The arrays of {@code trace.npz}: of no steps, as programs are not heard at each, and of all epochs. */
    Map<String, NpyArray> traceArrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String series : List.of("loss", "grad_norm", "step_norm", "lr")) {
            arrays.put(series, NpyArray.of(new double[0], 0));
        }
        TraceArrays.putEpochs(arrays, epochs());
        arrays.put("theta", NpyArray.of(new float[0], 0, 0));
        arrays.put("theta_step", NpyArray.of(new long[0], 0));
        return arrays;
    }

    /** What another attempt needs to go on. */
    Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = traceArrays();
        double[] places = entries.stream().mapToDouble(Entry::place).toArray();
        arrays.put("place", NpyArray.of(places, places.length));
        arrays.put("by_epoch", NpyArray.of(new boolean[] {byEpoch}));
        arrays.put("zero_based", NpyArray.of(new boolean[] {zeroBased}));
        return arrays;
    }

    void restore(Map<String, NpyArray> arrays) {
        List<EpochRecord> epochs = TraceArrays.epochs(arrays);
        epochs.forEach(epoch -> epoch.metrics().values().removeIf(value -> value.isNaN()));
        double[] places = arrays.get("place").doubles();
        for (int i = 0; i < places.length; i++) {
            entries.add(new Entry(places[i], epochs.get(i)));
        }
        byEpoch = arrays.get("by_epoch").booleans()[0];
        zeroBased = arrays.get("zero_based").booleans()[0];
    }

    RunSummary summary(double seconds) {
        List<EpochRecord> epochs = epochs();
        EpochRecord best = best();
        boolean falls = !objective.maximize();
        return new RunSummary(
                isEmpty() ? 0 : last().epoch(),
                isEmpty() ? 0 : last().endStep(),
                best == null ? 0 : best.epoch(),
                falls && best != null ? best.valLoss() : null,
                falls && !isEmpty() ? last().valLoss() : null,
                isEmpty() ? Double.NaN : epochs.getFirst().trainLoss(),
                isEmpty() ? Double.NaN : last().trainLoss(),
                best == null ? Map.of() : best.metrics(),
                false,
                seconds,
                Double.NaN,
                0);
    }
}
