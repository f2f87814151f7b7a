package io.epochline.trainer.objective;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.ArtifactRef;
import io.epochline.trainer.RunFiles;
import io.epochline.trainer.recording.LongColumns;
import io.epochline.trainer.recording.RecordedParts;
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
    private final RecordedParts parts;
    private final String job;

    /** @param job a fingerprint: what another job left is replaced */
    ObjectiveFiles(ArtifactStore store, RunLayout layout, String job) {
        this.store = store;
        this.layout = layout;
        this.files = new RunFiles(store, layout);
        this.parts = new RecordedParts(store, layout, job);
        this.job = job;
    }

    /** The segment of an epoch, and what was first told of it. */
    record Segment(ArtifactRef reference, Map<String, NpyArray> report) {}

    /** Puts the recordings of one epoch. */
    Segment putEpoch(int epoch, Recording recording, Map<String, NpyArray> report) {
        recording.parts().forEach((artifact, rows) -> parts.put(artifact, epoch, rows));
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

    /** The artifacts that the job asks for, of which each epoch is a part. */
    RecordedParts parts() {
        return parts;
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
