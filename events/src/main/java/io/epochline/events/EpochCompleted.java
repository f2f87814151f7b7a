package io.epochline.events;

import java.util.Map;

/**
 * One pass over the training data is done.
 *
 * @param epoch from 1
 * @param epochs planned at most; 0 where that is not known, as of other people's programs
 * @param trainLoss mean over the steps of the epoch; NaN, as all numbers here may be, where nobody knows
 * @param valLoss the objective on the validation set, or absent where there is none that is to fall
 * @param metrics on the validation set, such as {@code accuracy} or {@code mse}
 * @param gradNorm Euclidean norm of the last step's gradient
 * @param stepNorm Euclidean norm of the last parameter step
 * @param seconds that the epoch took
 * @param best whether the objective is the best so far
 * @param trace the segment of the trace that holds this epoch
 */
public record EpochCompleted(
        String runId,
        String experimentId,
        int epoch,
        int epochs,
        double trainLoss,
        Double valLoss,
        Map<String, Double> metrics,
        double learningRate,
        double gradNorm,
        double stepNorm,
        double examplesPerSecond,
        double seconds,
        boolean best,
        ArtifactRef trace)
        implements Event {

    public EpochCompleted {
        Require.identifier(runId, "run_id");
        Require.identifier(experimentId, "experiment_id");
        Require.that(epoch >= 1, "epoch", "at least 1", epoch);
        Require.that(epochs == 0 || epochs >= epoch, "epochs", "at least epoch, or 0", epochs);
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    }

    @Override
    public String id() {
        return runId + ":epoch:" + epoch;
    }

    @Override
    public String key() {
        return runId;
    }

    @Override
    public Topic topic() {
        return Topic.EPOCHS;
    }
}
