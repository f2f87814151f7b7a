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
 * @param afterPause the pause that a run is to go on after; null for one that was never paused. A worker that takes a copy of
 *     the job from before a pause drops it
 */
public record JobRequested(
        String jobId, String experimentId, JobSpec spec, Map<String, String> labels, Integer afterPause)
        implements Event {

    public JobRequested {
        Require.identifier(jobId, "job_id");
        experimentId = experimentId == null ? jobId : Require.identifier(experimentId, "experiment_id");
        Require.present(spec, "spec");
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        Require.that(afterPause == null || afterPause >= 1, "after_pause", "at least 1", afterPause);
    }

    /** Of a job that was never paused. */
    public JobRequested(String jobId, String experimentId, JobSpec spec, Map<String, String> labels) {
        this(jobId, experimentId, spec, labels, null);
    }

    /** Whether the pause was asked for after this. */
    public boolean precedes(JobPauseRequested pause) {
        return jobId.equals(pause.jobId()) && (afterPause == null || afterPause < pause.pause());
    }

    @Override
    public String id() {
        return jobId + ":requested" + (afterPause == null ? "" : ":" + afterPause);
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
