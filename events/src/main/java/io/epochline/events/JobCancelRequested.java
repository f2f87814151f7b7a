package io.epochline.events;

/** Asks whichever worker holds the job to stop it, or to drop it when it has not begun. */
public record JobCancelRequested(String jobId, String reason) implements Event {

    public JobCancelRequested {
        Require.identifier(jobId, "job_id");
        reason = reason == null ? "" : reason;
    }

    @Override
    public String id() {
        return jobId + ":cancel-requested";
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
