package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.ArtifactRef;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arrays that a run leaves in the store while it goes on and when it ends. */
final class RunFiles {

    private static final String NPZ = "application/x-npz";

    private final ArtifactStore store;
    private final RunLayout layout;
    private final long thetaBytes;

    /** @param thetaBytes how many bytes of parameters a trace may hold */
    RunFiles(ArtifactStore store, RunLayout layout, long thetaBytes) {
        this.store = store;
        this.layout = layout;
        this.thetaBytes = thetaBytes;
    }

    /** The last epoch of the trace as a trace of its own, with the parameters at its end where they fit. */
    ArtifactRef putSegment(Trace trace, float[] theta) {
        EpochRecord epoch = trace.epochs().getLast();
        int fromStep = trace.epochs().size() == 1
                ? 0
                : trace.epochs().get(trace.epochs().size() - 2).endStep();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        TraceArrays.putSteps(arrays, trace, fromStep);
        TraceArrays.putEpochs(arrays, List.of(epoch));
        boolean fits = thetaCapacity(theta.length) > 0;
        putTheta(arrays, fits ? theta : new float[0], theta.length, fits ? new long[] {epoch.endStep()} : new long[0]);
        return put(layout.segment(epoch.epoch()), arrays);
    }

    /** The whole trace; its parameters are those of evenly spaced epochs up to the last, as many as fit. */
    ArtifactRef putTrace(Trace trace, int parameters) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        TraceArrays.putSteps(arrays, trace, 0);
        TraceArrays.putEpochs(arrays, trace.epochs());
        List<EpochRecord> kept = thinned(trace.epochs(), thetaCapacity(parameters));
        float[] theta = new float[kept.size() * parameters];
        for (int k = 0; k < kept.size(); k++) {
            float[] one = segmentTheta(kept.get(k).epoch());
            System.arraycopy(one, 0, theta, k * parameters, parameters);
        }
        putTheta(
                arrays,
                theta,
                parameters,
                kept.stream().mapToLong(EpochRecord::endStep).toArray());
        return put(layout.trace(), arrays);
    }

    ArtifactRef putPredictions(Predictions predictions) {
        return put(layout.predictions(), predictions.arrays());
    }

    ArtifactRef putModel(byte[] onnx) {
        return store.put(layout.model(), onnx, "application/octet-stream");
    }

    ArtifactRef putTrainLog(String log) {
        return store.put(layout.trainLog(), log.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    void putCheckpoint(Checkpoint checkpoint) {
        store.put(layout.checkpoint(), checkpoint.toBytes(), NPZ);
    }

    /** The checkpoint to go on from, if there is one of this very job. */
    Optional<Checkpoint> checkpoint(String job) {
        return store.stat(layout.checkpoint())
                .map(info -> Checkpoint.of(store.get(layout.checkpoint())))
                .filter(checkpoint -> checkpoint.job().equals(job));
    }

    private float[] segmentTheta(int epoch) {
        try (NpzReader segment = NpzReader.of(store.get(layout.segment(epoch)))) {
            return segment.read("theta").floats();
        }
    }

    private int thetaCapacity(int parameters) {
        return (int) Math.min(Integer.MAX_VALUE, thetaBytes / ((long) Float.BYTES * parameters));
    }

    private static List<EpochRecord> thinned(List<EpochRecord> epochs, int capacity) {
        if (capacity == 0 || epochs.isEmpty()) {
            return List.of();
        }
        int stride = (epochs.size() + capacity - 1) / capacity;
        int last = epochs.size();
        return epochs.stream()
                .filter(epoch -> (last - epoch.epoch()) % stride == 0)
                .toList();
    }

    private static void putTheta(Map<String, NpyArray> arrays, float[] theta, int parameters, long[] steps) {
        arrays.put("theta", NpyArray.of(theta, steps.length, parameters));
        arrays.put("theta_step", NpyArray.of(steps, steps.length));
    }

    private ArtifactRef put(String key, Map<String, NpyArray> arrays) {
        return store.put(key, NpzWriter.bytes(arrays), NPZ);
    }
}
