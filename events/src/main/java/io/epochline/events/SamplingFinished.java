package io.epochline.events;

import java.util.Map;

/**
 * A posterior is sampled, told after its summary was committed to the store.
 *
 * @param parameters what the draws say of each parameter
 * @param draws the NPZ with {@code draws} f64[chain, draw, parameter]
 */
public record SamplingFinished(
        String jobId,
        String experimentId,
        String name,
        RunStatus status,
        Failure failure,
        double acceptance,
        Map<String, ParameterSummary> parameters,
        ArtifactRef draws)
        implements Event {

    /**
     * @param mcse Monte Carlo standard error of the mean
     * @param rhat rank-normalised split R-hat
     */
    public record ParameterSummary(double mean, double sd, double mcse, double rhat, double essBulk, double essTail) {}

    public SamplingFinished {
        Require.identifier(jobId, "job_id");
        Require.identifier(experimentId, "experiment_id");
        Require.present(status, "status");
        Require.that(
                (failure != null) == (status == RunStatus.FAILED), "failure", "present exactly when failed", failure);
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }

    @Override
    public String id() {
        return jobId + ":finished";
    }

    @Override
    public String key() {
        return jobId;
    }

    @Override
    public Topic topic() {
        return Topic.SAMPLES;
    }
}
