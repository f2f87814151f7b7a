package io.epochline.trainer;

import io.epochline.events.JobRequested;
import java.util.Map;

/**
 * What every {@code meta.json} tells of where a run comes from.
 *
 * @param versions of epochline, java, and what else computed the run
 * @param gitHash of the trainer's sources, where it is known
 */
public record Provenance(
        int schemaVersion,
        String runId,
        String experimentId,
        int attempt,
        Map<String, String> versions,
        String gitHash,
        String worker) {

    private static final int SCHEMA_VERSION = 1;

    public static Provenance of(
            JobRequested request, int attempt, Map<String, String> versions, TrainerSettings settings) {
        return new Provenance(
                SCHEMA_VERSION,
                request.jobId(),
                request.experimentId(),
                attempt,
                versions,
                settings.gitHash(),
                settings.worker());
    }
}
