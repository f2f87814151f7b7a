package io.epochline.events;

import java.util.Map;

/**
 * A run is over, told after its {@code summary.json} was committed to the store.
 *
 * @param failure present exactly when the status is {@code FAILED}
 * @param summary absent when the run never trained
 * @param summaryRef the committed {@code summary.json}; absent when the job was refused before it became a run
 */
public record RunFinished(
        String runId,
        String experimentId,
        int attempt,
        String name,
        RunStatus status,
        Failure failure,
        RunSummary summary,
        ArtifactRef summaryRef,
        Map<String, String> labels)
        implements Event {

    public RunFinished {
        Require.identifier(runId, "run_id");
        Require.identifier(experimentId, "experiment_id");
        Require.present(status, "status");
        Require.that(
                (failure != null) == (status == RunStatus.FAILED), "failure", "present exactly when failed", failure);
        Require.that(status != RunStatus.SUCCEEDED || summary != null, "summary", "present when succeeded", summary);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    @Override
    public String id() {
        return runId + ":finished";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.RUNS;
    }
}
