package io.epochline.events;

import java.util.List;

/** What the analyzer sees in a finished run. */
public record RunAnalyzed(String runId, String experimentId, RunMetrics metrics, List<Symptom> symptoms)
        implements Event {

    public RunAnalyzed {
        Require.identifier(runId, "run_id");
        Require.identifier(experimentId, "experiment_id");
        Require.present(metrics, "metrics");
        symptoms = symptoms == null ? List.of() : List.copyOf(symptoms);
    }

    @Override
    public String id() {
        return runId + ":analyzed";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.ANALYSIS;
    }
}
