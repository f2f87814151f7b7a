package io.epochline.events.view;

import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.RunJob;
import java.util.List;
import java.util.Map;

/**
 * A run as it stands.
 *
 * @param job what was asked for, absent when the request is not known
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed}, {@code cancelled} or {@code pruned}
 * @param worker that trains it, absent while queued
 * @param epochs planned at most, 0 while that is unknown
 * @param curve one entry per epoch done, in order
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
        Map<String, String> labels,
        long requestedAt,
        long startedAt,
        long finishedAt) {

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
}
