package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.diagnosis.Residuals;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a run left behind, as far as it can be read.
 *
 * @param curves empty where there is no trace
 * @param residuals of what estimates the targets, such as the means of a sigma head; absent for classes and pairs, whose
 *     predictions do not, and where there are none
 * @param faults what could not be read, and why
 */
record RunEvidence(Curves curves, Optional<Residuals> residuals, CurrentSetup setup, List<String> faults) {
    private static final int LARGEST_DOCUMENT = 16 << 20;

    /** @throws ArtifactException when the store does not answer */
    static RunEvidence read(ArtifactStore store, RunFinished run) {
        RunLayout layout = RunLayout.of(run.experimentId(), run.runId());
        List<String> faults = new ArrayList<>();
        Curves curves = attempt(layout.trace(), faults, key -> RunCurves.read(store, layout))
                .orElseGet(RunCurves::none);
        JsonNode meta =
                attempt(layout.meta(), faults, key -> document(store, key)).orElse(Json.MAPPER.nullNode());
        CurrentSetup setup =
                attempt(layout.meta(), new ArrayList<>(), key -> setup(meta)).orElse(CurrentSetup.UNKNOWN);
        boolean estimates = setup.head() == Head.GAUSSIAN
                || setup.head() == Head.VALUES
                        && !meta.path("data").path("classes").asBoolean();
        Optional<Residuals> residuals =
                estimates ? attempt(layout.predictions(), faults, key -> residuals(store, key)) : Optional.empty();
        return new RunEvidence(curves, residuals, setup, List.copyOf(faults));
    }

    private interface Reading<T> {
        T read(String key) throws IOException;
    }

    /** Damage can show as any exception of the readers, so all but a store that is away count as a fault of the object. */
    private static <T> Optional<T> attempt(String key, List<String> faults, Reading<T> reading) {
        try {
            return Optional.of(reading.read(key));
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.UNAVAILABLE || e.kind() == ArtifactException.Kind.DENIED) {
                throw e;
            }
            faults.add(e.getMessage());
        } catch (IOException | RuntimeException e) {
            faults.add("The object '%s' is damaged: %s".formatted(key, e.getMessage()));
        }
        return Optional.empty();
    }

    private static Residuals residuals(ArtifactStore store, String key) {
        try (NpzReader predictions = NpzReader.of(store.get(key))) {
            NpyArray target = predictions.read("target");
            long[] shape = target.shape();
            int length = shape.length < 2 ? 1 : Math.toIntExact(shape[shape.length - 1]);
            float[] prediction = predictions.read("prediction").floats();
            float[] truth = target.floats();
            boolean sigmas = prediction.length == 2 * truth.length;
            return Residuals.of(sigmas ? means(prediction, Math.toIntExact(shape[0])) : prediction, truth, length);
        }
    }

    /** The first half of each row. */
    private static float[] means(float[] prediction, int rows) {
        int width = prediction.length / rows;
        float[] means = new float[rows * (width / 2)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(prediction, row * width, means, row * (width / 2), width / 2);
        }
        return means;
    }

    private static JsonNode document(ArtifactStore store, String key) throws IOException {
        return Json.MAPPER.readTree(store.get(key, LARGEST_DOCUMENT));
    }

    private static CurrentSetup setup(JsonNode meta) {
        JsonNode data = meta.path("data");
        return new CurrentSetup(
                meta.hasNonNull("model") ? meta.get("model") : null,
                meta.path("loss").textValue(),
                shape(data.path("input_shape")),
                shape(data.path("target_shape")));
    }

    private static Shape shape(JsonNode dims) {
        return dims.isArray()
                ? new Shape(StreamSupport.stream(dims.spliterator(), false)
                        .map(JsonNode::intValue)
                        .toList())
                : null;
    }
}
