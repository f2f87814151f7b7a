package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Run folders as a trainer leaves them. */
public final class RunFolders {
    public static final int EPOCHS = 12;

    private RunFolders() {}

    /** A run whose validation loss falls to {@code best}, with heavy-tailed errors. */
    public static RunFinished succeeded(
            ArtifactStore store, String experimentId, String runId, double best, Map<String, String> labels) {
        RunLayout layout = RunLayout.of(experimentId, runId);
        double[] validation = IntStream.rangeClosed(1, EPOCHS)
                .mapToDouble(epoch -> best * (1 + 4.0 * (EPOCHS - epoch) / EPOCHS))
                .toArray();
        store.put(layout.trace(), trace(validation), "application/octet-stream");
        store.put(layout.predictions(), predictions(), "application/octet-stream");
        store.put(layout.meta(), meta(runId), "application/json");
        RunSummary summary = new RunSummary(
                EPOCHS, 96, EPOCHS, best, best, 6 * best, best * 0.9, Map.of("mse", best), false, 1.5, 900, 4000);
        RunFinished run =
                new RunFinished(runId, experimentId, 1, runId, RunStatus.SUCCEEDED, null, summary, null, labels);
        store.put(layout.summary(), summary(run), "application/json");
        return run;
    }

    private static byte[] trace(double[] validation) {
        double[] epochs = IntStream.rangeClosed(1, EPOCHS).asDoubleStream().toArray();
        long[] numbers = IntStream.rangeClosed(1, EPOCHS).asLongStream().toArray();
        return NpzWriter.bytes(Map.of(
                "epoch", NpyArray.of(numbers, EPOCHS),
                "train_loss",
                        NpyArray.of(
                                IntStream.range(0, EPOCHS)
                                        .mapToDouble(i -> validation[i] * 0.95)
                                        .toArray(),
                                EPOCHS),
                "val_loss", NpyArray.of(validation, EPOCHS),
                "loss", NpyArray.of(epochs, EPOCHS)));
    }

    private static byte[] predictions() {
        Random random = new Random(3);
        float[] target = new float[40 * 120];
        float[] prediction = new float[target.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) (0.5 + 0.4 * Math.sin(i / 9.0));
            double outlier = random.nextInt(20) == 0 ? 3 : 0.02;
            prediction[i] = (float) (target[i] + outlier * random.nextGaussian());
        }
        return NpzWriter.bytes(Map.of(
                "prediction", NpyArray.of(prediction, 40, 2, 2, 30), "target", NpyArray.of(target, 40, 2, 2, 30)));
    }

    /** The same predictions as means, each row followed by as many raw sigmas. */
    static byte[] withSigmas(byte[] predictions) {
        Map<String, NpyArray> arrays = NpzReader.readAll(predictions);
        float[] means = arrays.get("prediction").floats();
        float[] both = new float[2 * means.length];
        for (int row = 0; row < 40; row++) {
            System.arraycopy(means, row * 120, both, 2 * row * 120, 120);
            Arrays.fill(both, (2 * row + 1) * 120, (2 * row + 2) * 120, -3);
        }
        return NpzWriter.bytes(Map.of("prediction", NpyArray.of(both, 40, 4, 2, 30), "target", arrays.get("target")));
    }

    private static byte[] meta(String runId) {
        return """
                {"schema_version": 1, "run_id": "%s", "model": "cnn_small", "loss": "mse",
                 "job": {"kind": "train", "name": "spectral", "data": {"source": "spectral", "size": 32},
                         "model": "cnn_small", "loss": "mse", "optimizer": {"name": "adam", "lr": 0.001}},
                 "data": {"rows": 40, "input_shape": [1, 32, 32], "target_shape": [2, 2, 30], "classes": false}}
                """.formatted(runId).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] summary(RunFinished run) {
        ObjectNode document = Json.MAPPER.valueToTree(run);
        JsonNode summary = document.remove("summary");
        document.setAll((ObjectNode) summary);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }
}
