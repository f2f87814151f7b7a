package io.epochline.events;

/**
 * Asks whichever worker holds the job to stop it, or to drop it when it has not begun.
 *
 * @param reason in words; stands in {@link RunFinished}
 * @param status what the run ends as: {@code CANCELLED}, or {@code PRUNED} where it is stopped because it does badly
 */
public record JobCancelRequested(String jobId, String reason, RunStatus status) implements Event {

    public JobCancelRequested {
        Require.identifier(jobId, "job_id");
        reason = reason == null ? "" : reason;
        status = status == null ? RunStatus.CANCELLED : status;
        Require.that(
                status == RunStatus.CANCELLED || status == RunStatus.PRUNED, "status", "cancelled or pruned", status);
    }

    public JobCancelRequested(String jobId, String reason) {
        this(jobId, reason, RunStatus.CANCELLED);
    }

    @Override
    public String id() {
        return jobId + (status == RunStatus.PRUNED ? ":prune-requested" : ":cancel-requested");
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
