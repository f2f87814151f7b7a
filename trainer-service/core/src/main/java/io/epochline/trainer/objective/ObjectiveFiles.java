package io.epochline.trainer.objective;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.ArtifactRef;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.RunFiles;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run leaves in the store: pieces of its recordings by epoch, put together at the end, and its checkpoint.
 *
 * <p>A segment of the trace is written once, as for networks: an attempt that comes to an epoch again takes what is there.
 */
final class ObjectiveFiles {

    private static final String JOB = "job";

    private final ArtifactStore store;
    private final RunLayout layout;
    private final RunFiles files;
    private final String job;

    /** @param job a fingerprint: what another job left is replaced */
    ObjectiveFiles(ArtifactStore store, RunLayout layout, String job) {
        this.store = store;
        this.layout = layout;
        this.files = new RunFiles(store, layout);
        this.job = job;
    }

    /** The segment of an epoch, and what was first told of it. */
    record Segment(ArtifactRef reference, Map<String, NpyArray> report) {}

    /** Puts the recordings of one epoch. */
    Segment putEpoch(int epoch, Recording recording, Map<String, NpyArray> report) {
        recording.parts().forEach((artifact, part) -> {
            if (!part.isEmpty()) {
                files.put(layout.part(artifact.label(), epoch), part.arrays());
            }
        });
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(JOB, NpyArray.of(new String[] {job}, 1));
        arrays.putAll(recording.trace().arrays());
        arrays.putAll(report);
        String key = layout.segment(epoch);
        Optional<ArtifactRef> reference = files.putIfAbsent(key, arrays);
        if (reference.isPresent()) {
            return new Segment(reference.get(), report);
        }
        Map<String, NpyArray> found = files.read(key);
        if (!isOurs(found)) {
            return new Segment(files.put(key, arrays), report);
        }
        found.keySet().retainAll(report.keySet());
        return new Segment(files.reference(key), found);
    }

    /** The whole trace: the segments of so many epochs, and what there is of the next. */
    ArtifactRef putTrace(int epochs, Recording recording, Map<String, NpyArray> reports) {
        try (LongColumns whole = new LongColumns()) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                Map<String, NpyArray> segment = files.read(layout.segment(epoch));
                segment.remove(JOB);
                segment.keySet().removeAll(reports.keySet());
                whole.append(segment);
            }
            whole.append(recording.trace().arrays());
            whole.append(reports);
            return files.put(layout.trace(), whole::writeTo);
        }
    }

    /** An artifact that the job asks for; empty where there was nothing to keep. */
    Optional<ArtifactRef> putPart(Recorded artifact, int epochs, Columns last) {
        return switch (artifact) {
            case DIAG_STEPS -> Optional.of(putLines(epochs, last));
            case GRADS -> putPart(layout.grads(), artifact, epochs, last);
            case CURVATURE -> putPart(layout.curvature(), artifact, epochs, last);
            case PRECOND -> putPart(layout.precond(), artifact, epochs, last);
        };
    }

    private Optional<ArtifactRef> putPart(String key, Recorded artifact, int epochs, Columns last) {
        try (LongColumns whole = new LongColumns()) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                part(artifact, epoch).ifPresent(whole::append);
            }
            whole.append(last.arrays());
            return whole.isEmpty() ? Optional.empty() : Optional.of(files.put(key, whole::writeTo));
        }
    }

    private ArtifactRef putLines(int epochs, Columns last) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            part(Recorded.DIAG_STEPS, epoch).ifPresent(part -> lines.writeBytes(DiagnosticLines.of(part)));
        }
        if (!last.isEmpty()) {
            lines.writeBytes(DiagnosticLines.of(last.arrays()));
        }
        return store.put(layout.diagSteps(), lines.toByteArray(), "application/jsonl");
    }

    private Optional<Map<String, NpyArray>> part(Recorded artifact, int epoch) {
        String key = layout.part(artifact.label(), epoch);
        return store.stat(key).map(info -> files.read(key));
    }

    ArtifactRef putLog(String log) {
        return files.putTrainLog(log);
    }

    void putCheckpoint(Map<String, NpyArray> arrays) {
        Map<String, NpyArray> all = new LinkedHashMap<>(arrays);
        all.put(JOB, NpyArray.of(new String[] {job}, 1));
        files.put(layout.checkpoint(), all);
    }

    /** The checkpoint to go on from, if there is one of this very job. */
    Optional<Map<String, NpyArray>> checkpoint() {
        return store.stat(layout.checkpoint())
                .map(info -> files.read(layout.checkpoint()))
                .filter(this::isOurs);
    }

    private boolean isOurs(Map<String, NpyArray> arrays) {
        return arrays.containsKey(JOB) && arrays.get(JOB).strings()[0].equals(job);
    }
}
