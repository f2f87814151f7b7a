package io.epochline.trainer;

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
        double seconds) {}
