package io.epochline.events;

/**
 * Asks whichever worker holds the run to leave a checkpoint and let go of it until it is asked for again, by a {@link
 * JobRequested} that goes on after this pause. A run that is queued is held, too, once a worker takes it.
 *
 * @param pause which one of the run's, from 1: one more than the last that it went on after
 * @param reason in words; stands in {@link RunPaused}
 */
public record JobPauseRequested(String jobId, int pause, String reason) implements Event {

    public JobPauseRequested {
        Require.identifier(jobId, "job_id");
        Require.that(pause >= 1, "pause", "at least 1", pause);
        reason = reason == null ? "" : reason;
    }

    @Override
    public String id() {
        return jobId + ":pause-requested:" + pause;
    }

    @Override
    public String key() {
        return jobId;
    }

    @Override
    public Topic topic() {
        return Topic.CONTROL;
    }
}
