package io.epochline.console.api;

import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.view.RunView;
import java.util.Comparator;
import java.util.Map;

/**
 * A training run, as a row of a list.
 *
 * @param state {@code queued}, {@code running}, {@code paused}, {@code succeeded}, {@code failed}, {@code cancelled} or {@code pruned}
 * @param epoch done so far
 * @param epochs planned at most; 0 while that is unknown
 * @param bestEpoch with the lowest validation loss; absent while there is none
 * @param metrics on the validation set at the best epoch
 * @param requestedAt ISO 8601, as all times here
 */
public record RunItem(
        String runId,
        String experimentId,
        String name,
        String state,
        int epoch,
        int epochs,
        Double trainLoss,
        Double valLoss,
        Double bestValLoss,
        Integer bestEpoch,
        Map<String, Double> metrics,
        Failure failure,
        Map<String, String> labels,
        String worker,
        long parameters,
        String requestedAt,
        String startedAt,
        String finishedAt) {

    static RunItem of(RunView run) {
        EpochCompleted last =
                run.curve().isEmpty() ? null : run.curve().get(run.curve().size() - 1);
        EpochCompleted best = run.curve().stream()
                .filter(epoch -> epoch.valLoss() != null && Double.isFinite(epoch.valLoss()))
                .min(Comparator.comparing(EpochCompleted::valLoss))
                .orElse(null);
        return new RunItem(
                run.runId(),
                run.experimentId(),
                run.name(),
                run.state(),
                last == null ? 0 : last.epoch(),
                run.epochs(),
                last == null ? null : last.trainLoss(),
                last == null ? null : last.valLoss(),
                run.bestValLoss(),
                best == null ? null : best.epoch(),
                best != null ? best.metrics() : last == null ? Map.of() : last.metrics(),
                run.failure(),
                run.labels(),
                run.worker(),
                run.parameters(),
                Times.iso(run.requestedAt()),
                Times.iso(run.startedAt()),
                Times.iso(run.finishedAt()));
    }
}
