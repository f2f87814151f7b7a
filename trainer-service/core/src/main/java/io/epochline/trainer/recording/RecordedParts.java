package io.epochline.trainer.recording;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.ArtifactRef;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.RunFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The artifacts beside a trace that a job asks for: part by part in the store while the run goes on, whole at its end.
 *
 * <p>Parts are numbered from 1, and an attempt that comes to one again writes the same. So how many there are is for the
 * checkpoint to know: what an attempt wrote after its last checkpoint lies there, but does not count.
 */
public final class RecordedParts {

    private static final String JOB = "job";

    private final ArtifactStore store;
    private final RunLayout layout;
    private final RunFiles files;
    private final String job;

    /** @param job a fingerprint: what another job left is no part of this one's */
    public RecordedParts(ArtifactStore store, RunLayout layout, String job) {
        this.store = store;
        this.layout = layout;
        this.files = new RunFiles(store, layout);
        this.job = job;
    }

    /** Puts the rows of one part, if it has any. */
    public void put(Recorded artifact, int number, Columns rows) {
        if (!rows.isEmpty()) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            arrays.put(JOB, NpyArray.of(new String[] {job}, 1));
            arrays.putAll(rows.arrays());
            files.put(layout.part(artifact.label(), number), arrays);
        }
    }

    /** Puts an artifact as a whole: so many parts, and what is in none yet. Empty where there was nothing to keep. */
    public Optional<ArtifactRef> putWhole(Recorded artifact, int parts, Columns last) {
        return switch (artifact) {
            case DIAG_STEPS -> Optional.of(putLines(parts, last));
            case GRADS -> putArrays(layout.grads(), artifact, parts, last);
            case CURVATURE -> putArrays(layout.curvature(), artifact, parts, last);
            case PRECOND -> putArrays(layout.precond(), artifact, parts, last);
        };
    }

    /** Brings all parts to another run, for which they are its own. */
    public void copyTo(RunLayout other) {
        for (ObjectInfo part : store.list(layout.parts())) {
            String name = part.key().substring(layout.parts().length());
            store.put(other.parts() + name, store.get(part.key()), RunFiles.NPZ);
        }
    }

    private Optional<ArtifactRef> putArrays(String key, Recorded artifact, int parts, Columns last) {
        try (LongColumns whole = new LongColumns()) {
            for (int number = 1; number <= parts; number++) {
                part(artifact, number).ifPresent(whole::append);
            }
            whole.append(last.arrays());
            return whole.isEmpty() ? Optional.empty() : Optional.of(files.put(key, whole::writeTo));
        }
    }

    private ArtifactRef putLines(int parts, Columns last) {
        return files.put(layout.diagSteps(), "application/jsonl", out -> {
            for (int number = 1; number <= parts; number++) {
                Optional<Map<String, NpyArray>> part = part(Recorded.DIAG_STEPS, number);
                if (part.isPresent()) {
                    DiagnosticLines.write(part.get(), out);
                }
            }
            DiagnosticLines.write(last.arrays(), out);
        });
    }

    private Optional<Map<String, NpyArray>> part(Recorded artifact, int number) {
        String key = layout.part(artifact.label(), number);
        return store.stat(key).map(info -> files.read(key)).filter(arrays -> {
            NpyArray writer = arrays.remove(JOB);
            return writer != null && writer.strings()[0].equals(job);
        });
    }
}
