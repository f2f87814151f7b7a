package io.epochline.events;

import java.util.Map;

/**
 * What a table of ten thousand runs needs of each. The body of {@code summary.json} holds the same.
 *
 * @param bestEpoch the epoch where the objective was best, from 1; 0 when no epoch had a finite one
 * @param bestValLoss the objective there; absent where it is to rise and so is no loss, but one of the metrics
 * @param metrics on the validation set at the best epoch
 */
public record RunSummary(
        int epochs,
        long steps,
        int bestEpoch,
        Double bestValLoss,
        Double finalValLoss,
        double firstTrainLoss,
        double finalTrainLoss,
        Map<String, Double> metrics,
        boolean stoppedEarly,
        double seconds,
        double examplesPerSecond,
        long parameters) {

    public RunSummary {
        Require.that(epochs >= 0, "epochs", "at least 0", epochs);
        Require.that(bestEpoch >= 0 && bestEpoch <= epochs, "best_epoch", "between 0 and epochs", bestEpoch);
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    }
}
