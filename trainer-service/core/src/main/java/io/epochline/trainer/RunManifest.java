package io.epochline.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.List;

/** {@code manifest.json} of a run that is an experiment of its own: what is in the folder. */
record RunManifest(int schemaVersion, String experimentId, String kind, String name, List<Run> runs) {

    private static final int SCHEMA_VERSION = 1;

    /** One run, and where to read on. */
    record Run(String runId, RunStatus status, ArtifactRef summary) {}

    /** Does nothing for a run that is a part of another experiment: whoever leads that writes its manifest. */
    static void put(ArtifactStore store, RunLayout layout, RunFinished finished) {
        if (!finished.experimentId().equals(finished.runId())) {
            return;
        }
        RunManifest manifest = new RunManifest(
                SCHEMA_VERSION,
                finished.experimentId(),
                "run",
                finished.name(),
                List.of(new Run(finished.runId(), finished.status(), finished.summaryRef())));
        try {
            byte[] bytes = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
            store.put(layout.experiment().manifest(), bytes, "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
