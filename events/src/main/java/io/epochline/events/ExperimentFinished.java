package io.epochline.events;

import java.util.List;

/**
 * A study or campaign is over.
 *
 * @param kind {@code study} or {@code campaign}
 * @param bestRunId absent when no run succeeded
 * @param bestValue of {@code metric} in the best run
 * @param verdict what came of it in one sentence, where there is one
 * @param report where the reports lie, the one for people first
 */
public record ExperimentFinished(
        String experimentId,
        String kind,
        RunStatus status,
        Failure failure,
        int runs,
        int failedRuns,
        String metric,
        String bestRunId,
        Double bestValue,
        String verdict,
        List<ArtifactRef> report)
        implements Event {

    public ExperimentFinished {
        Require.identifier(experimentId, "experiment_id");
        Require.that("study".equals(kind) || "campaign".equals(kind), "kind", "'study' or 'campaign'", kind);
        Require.present(status, "status");
        Require.that(
                (failure != null) == (status == RunStatus.FAILED), "failure", "present exactly when failed", failure);
        Require.that(runs >= 0, "runs", "at least 0", runs);
        Require.that(failedRuns >= 0 && failedRuns <= runs, "failed_runs", "between 0 and runs", failedRuns);
        report = report == null ? List.of() : List.copyOf(report);
    }

    @Override
    public String id() {
        return experimentId + ":finished";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
