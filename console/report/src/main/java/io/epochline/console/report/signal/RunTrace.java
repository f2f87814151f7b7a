package io.epochline.console.report.signal;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.console.report.ReportException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run's trace holds: {@code trace.npz} once the run is over, until then its segments. */
final class RunTrace {

    private static final String WHOLE = "trace.npz";
    private static final String SEGMENTS = "segments/";
    /** What is kept for every step, from the first. */
    static final List<String> BY_STEP = List.of("loss", "grad_norm", "step_norm", "lr", "accepted");

    private static final Set<String> THETA = Set.of("theta", "theta_step");

    private final RunFolder run;
    private final List<String> files;
    private final Map<String, double[]> columns;

    private RunTrace(RunFolder run, List<String> files) {
        this.run = run;
        this.files = files;
        this.columns = columns(files);
    }

    /** @throws ReportException when there is neither a trace nor a segment */
    static RunTrace of(RunFolder run) {
        List<String> segments = run.list(SEGMENTS);
        // In this order: a run that ends between the two look-ups has its trace by then.
        boolean over = run.modified(WHOLE).isPresent();
        if (!over && segments.isEmpty()) {
            throw ReportException.of(
                    "Run '%s' has no trace yet: neither %s nor anything under %s. It writes the first segment when its"
                            + " first epoch is over.",
                    run.name(), WHOLE, SEGMENTS);
        }
        return new RunTrace(run, over ? List.of(WHOLE) : segments);
    }

    Set<String> names() {
        return columns.keySet();
    }

    Optional<double[]> find(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    double[] column(String column) {
        return find(column)
                .orElseThrow(() -> ReportException.of(
                        "The trace of run '%s' has no array '%s'. It has: %s",
                        run.name(), column, String.join(", ", names())));
    }

    Theta theta() {
        return Theta.read(run, files);
    }

    private Map<String, double[]> columns(List<String> names) {
        Map<String, List<double[]>> parts = new LinkedHashMap<>();
        for (String name : names) {
            try (NpzReader file = open(run, name)) {
                Set<String> arrays = new LinkedHashSet<>(file.names());
                arrays.removeAll(THETA);
                arrays.forEach(array -> add(parts, array, file.read(array)));
            }
        }
        // Parts of a long epoch have no arrays of epochs. What else only some segments have cannot be put in a row.
        int epochs = parts.getOrDefault("epoch", List.of()).size();
        parts.entrySet()
                .removeIf(
                        array -> array.getValue().size() < (BY_STEP.contains(array.getKey()) ? names.size() : epochs));
        Map<String, double[]> whole = new LinkedHashMap<>();
        parts.forEach((name, values) -> whole.put(name, joined(values)));
        return whole;
    }

    static NpzReader open(RunFolder run, String file) {
        return run.arrays(file).orElseThrow(() -> ReportException.of("Run '%s' has lost its '%s'.", run.name(), file));
    }

    private static void add(Map<String, List<double[]>> parts, String name, NpyArray array) {
        boolean numeric =
                switch (array.dtype().kind()) {
                    case BOOL, INT, UINT, FLOAT -> true;
                    case COMPLEX, BYTES, TEXT -> false;
                };
        if (numeric && array.shape().length == 1) {
            parts.computeIfAbsent(name, any -> new ArrayList<>()).add(array.doubles());
        }
    }

    private static double[] joined(List<double[]> parts) {
        double[] whole = new double[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
