package io.epochline.events;

import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.RunJob;
import java.util.Map;

/**
 * Asks for one run or one posterior. A job and its run share one id.
 *
 * @param experimentId what the job belongs to; a job on its own is its own experiment
 * @param labels carried through to {@link RunStarted} and {@link RunFinished}, such as {@code trial} or {@code proposal}
 */
public record JobRequested(String jobId, String experimentId, JobSpec spec, Map<String, String> labels)
        implements Event {

    public JobRequested {
        Require.identifier(jobId, "job_id");
        experimentId = experimentId == null ? jobId : Require.identifier(experimentId, "experiment_id");
        Require.present(spec, "spec");
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    @Override
    public String id() {
        return jobId + ":requested";
    }

    @Override
    public String key() {
        return jobId;
    }

    @Override
    public Topic topic() {
        return switch (spec) {
            case RunJob run -> Topic.TRAINING_JOBS;
            case PosteriorJob posterior -> Topic.SAMPLING_JOBS;
        };
    }
}
