package io.epochline.console.report;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.report.signal.RunFolder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs as trainers leave them in a store: steps of a loss that falls, three epochs of five steps. */
public final class TestingRuns {

    public static final int STEPS = 15;
    public static final int STEPS_OF_AN_EPOCH = 5;

    public static final String META = """
            {"index_map": [{"name": "dense.weight", "offset": 0, "shape": [2, 2]},
                           {"name": "dense.bias", "offset": 4, "shape": [2]},
                           {"name": "x_position_mas", "offset": 6, "shape": []}]}
            """;

    private final ArtifactStore store = new MemoryArtifactStore("test");
    private final RunLayout layout;

    public TestingRuns(String run) {
        layout = RunLayout.of("experiment", run);
    }

    public RunFolder folder() {
        return RunFolder.of(store, layout);
    }

    public TestingRuns put(String file, Map<String, NpyArray> arrays) {
        store.put(layout.prefix() + file, NpzWriter.bytes(arrays), "application/x-npz");
        return this;
    }

    public TestingRuns put(String file, String text) {
        store.put(layout.prefix() + file, text.getBytes(StandardCharsets.UTF_8), "application/json");
        return this;
    }

    /** A run that is over. */
    public static TestingRuns finished(String run) {
        return new TestingRuns(run).put("meta.json", META).put("trace.npz", trace(0, STEPS));
    }

    /** A run that goes on: two of its epochs are done. */
    public static TestingRuns goingOn(String run) {
        return new TestingRuns(run)
                .put("meta.json", META)
                .put("segments/000001.npz", trace(0, STEPS_OF_AN_EPOCH))
                .put("segments/000002.npz", trace(STEPS_OF_AN_EPOCH, 2 * STEPS_OF_AN_EPOCH));
    }

    /** The arrays of the steps after {@code from} up to {@code to}; the second epoch was not validated. */
    public static Map<String, NpyArray> trace(int from, int to) {
        int steps = to - from;
        int epochs = steps / STEPS_OF_AN_EPOCH;
        int before = from / STEPS_OF_AN_EPOCH;
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        double[] loss = new double[steps];
        Arrays.setAll(loss, i -> 1.0 / (from + i + 1));
        double[] rate = new double[steps];
        Arrays.fill(rate, 1e-3);
        arrays.put("loss", NpyArray.of(loss, steps));
        arrays.put("grad_norm", NpyArray.of(loss.clone(), steps));
        arrays.put("step_norm", NpyArray.of(loss.clone(), steps));
        arrays.put("lr", NpyArray.of(rate, steps));
        long[] number = new long[epochs];
        Arrays.setAll(number, e -> before + e + 1);
        long[] ends = new long[epochs];
        Arrays.setAll(ends, e -> (before + e + 1L) * STEPS_OF_AN_EPOCH);
        double[] validation = new double[epochs];
        Arrays.setAll(validation, e -> before + e == 1 ? Double.NaN : 2.0 / (before + e + 1));
        double[] seconds = new double[epochs];
        Arrays.fill(seconds, 2);
        arrays.put("epoch", NpyArray.of(number, epochs));
        arrays.put("epoch_end_step", NpyArray.of(ends, epochs));
        arrays.put("train_loss", NpyArray.of(validation.clone(), epochs));
        arrays.put("val_loss", NpyArray.of(validation, epochs));
        arrays.put("metric_accuracy", NpyArray.of(validation.clone(), epochs));
        arrays.put("epoch_duration", NpyArray.of(seconds, epochs));
        float[] theta = new float[epochs * 7];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = before * 7 + i;
        }
        arrays.put("theta", NpyArray.of(theta, epochs, 7));
        arrays.put("theta_step", NpyArray.of(ends.clone(), epochs));
        return arrays;
    }
}
