package io.epochline.events;

import java.util.Map;

/**
 * A run is over, told after its {@code summary.json} was committed to the store.
 *
 * @param reason why it ended before all was done, where it did: what the command said that stopped it, {@code
 *     early_stopping} or {@code time_limit}
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
        String reason,
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

    /** Of a run that ended for no other reason than its status says. */
    public RunFinished(
            String runId,
            String experimentId,
            int attempt,
            String name,
            RunStatus status,
            Failure failure,
            RunSummary summary,
            ArtifactRef summaryRef,
            Map<String, String> labels) {
        this(runId, experimentId, attempt, name, status, null, failure, summary, summaryRef, labels);
    }

    /** The same with a reference to its summary, once that is committed. */
    public RunFinished with(ArtifactRef summaryRef) {
        return new RunFinished(
                runId, experimentId, attempt, name, status, reason, failure, summary, summaryRef, labels);
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
