package io.epochline.events.view;

import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.RunJob;
import java.util.List;
import java.util.Map;

/**
 * A run as it stands.
 *
 * @param job what was asked for, absent when the request is not known
 * @param state {@code queued}, {@code running}, {@code paused}, {@code succeeded}, {@code failed}, {@code cancelled} or {@code pruned}
 * @param worker that trains it, absent while queued
 * @param epochs planned at most, 0 while that is unknown
 * @param curve one entry per epoch done, in order
 * @param afterPause the last pause that the run was asked to go on after; 0 before there was one
 * @param summary absent until the run is over
 * @param requestedAt milliseconds since 1970, as all times here; 0 when unknown
 */
public record RunView(
        String runId,
        String experimentId,
        String name,
        RunJob job,
        String state,
        String worker,
        int attempt,
        int epochs,
        long parameters,
        List<EpochCompleted> curve,
        RunSummary summary,
        Failure failure,
        int afterPause,
        Map<String, String> labels,
        long requestedAt,
        long startedAt,
        long finishedAt) {

    static final String PAUSED = "paused";

    /** The lowest finite validation loss so far, or null. */
    public Double bestValLoss() {
        if (summary != null) {
            return summary.bestValLoss();
        }
        return curve.stream()
                .map(EpochCompleted::valLoss)
                .filter(loss -> loss != null && Double.isFinite(loss))
                .min(Double::compare)
                .orElse(null);
    }

    public boolean over() {
        return finishedAt > 0;
    }

    /** Whether the run is held: no worker has it until it is asked for again. */
    public boolean held() {
        return state.equals(PAUSED);
    }

    /** The command to hold the run where it stands. */
    public JobPauseRequested pause(String reason) {
        return new JobPauseRequested(runId, afterPause + 1, reason);
    }

    /** Asks for a run that is held once more, to go on. */
    public JobRequested resumed() {
        return new JobRequested(runId, experimentId, job, labels, afterPause + 1);
    }
}
