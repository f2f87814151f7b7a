package io.epochline.trainer;

import io.epochline.events.ArtifactRef;
import io.epochline.events.EpochCompleted;
import io.epochline.events.JobRequested;
import java.util.Map;

/**
 * What one epoch was like.
 *
 * @param endStep how many steps the run had taken at its end
 * @param trainLoss mean over the steps of the epoch
 * @param valLoss mean over the rows of the validation set
 * @param seconds with the validation
 */
record EpochRecord(
        int epoch,
        int endStep,
        double trainLoss,
        double valLoss,
        Map<String, Double> metrics,
        double learningRate,
        double gradNorm,
        double stepNorm,
        double examplesPerSecond,
        double seconds) {

    /**
     * What is told of it.
     *
     * @param epochs at most
     * @param best whether it is the best so far
     * @param trace what it added to the run's
     */
    EpochCompleted told(JobRequested request, int epochs, boolean best, ArtifactRef trace) {
        return new EpochCompleted(
                request.jobId(),
                request.experimentId(),
                epoch,
                epochs,
                trainLoss,
                valLoss,
                metrics,
                learningRate,
                gradNorm,
                stepNorm,
                examplesPerSecond,
                seconds,
                best,
                trace);
    }
}
