package io.epochline.analyzer.run;

import io.epochline.analyzer.diagnosis.Calibration;
import io.epochline.analyzer.diagnosis.Choices;
import io.epochline.analyzer.diagnosis.Fit;
import io.epochline.analyzer.diagnosis.Observations;
import io.epochline.analyzer.diagnosis.Residuals;
import io.epochline.analyzer.diagnosis.RunFacts;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.loss.Head;
import java.util.Optional;

/** What the stored validation predictions show; which figures make sense depends on what predictions are. */
final class PredictionEvidence {

    private PredictionEvidence() {}

    /** @param classes whether targets are one-hot */
    static Observations read(ArtifactStore store, String key, Head head, boolean classes, RunFacts facts) {
        try (NpzReader arrays = NpzReader.of(store.get(key))) {
            NpyArray target = arrays.read("target");
            float[] prediction = arrays.read("prediction").floats();
            int rows = Math.max(1, Math.toIntExact(target.shape()[0]));
            if (head == Head.LABELS || head == Head.VALUES && classes) {
                return choices(Choices.ofClasses(prediction, target.floats(), prediction.length / rows), facts);
            }
            return switch (head) {
                case VALUES -> estimates(prediction, target, facts);
                case GAUSSIAN -> gaussian(prediction, target, facts);
                case PAIR -> pairs(prediction, target.floats(), facts);
                case LABELS, GAUSSIAN_TARGET -> Observations.of(facts);
            };
        }
    }

    private static Observations pairs(float[] scores, float[] target, RunFacts facts) {
        return scores.length == 2 * target.length
                ? choices(Choices.ofPairs(scores, target), facts)
                : Observations.of(facts);
    }

    private static Observations estimates(float[] prediction, NpyArray target, RunFacts facts) {
        float[] truth = target.floats();
        return new Observations(
                facts,
                Optional.of(Residuals.of(prediction, truth, length(target))),
                Optional.of(Fit.of(prediction, truth, width(target), channel(target))),
                Optional.empty(),
                Optional.empty());
    }

    private static Observations gaussian(float[] prediction, NpyArray target, RunFacts facts) {
        Observations ofMeans = estimates(means(prediction, width(target)), target, facts);
        return new Observations(
                facts,
                ofMeans.residuals(),
                ofMeans.fit(),
                Optional.of(Calibration.of(prediction, target.floats(), width(target))),
                Optional.empty());
    }

    private static Observations choices(Choices choices, RunFacts facts) {
        return new Observations(facts, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(choices));
    }

    private static int width(NpyArray target) {
        int width = 1;
        for (int axis = 1; axis < target.shape().length; axis++) {
            width *= Math.toIntExact(target.shape()[axis]);
        }
        return width;
    }

    private static int length(NpyArray target) {
        long[] shape = target.shape();
        return shape.length < 2 ? 1 : Math.toIntExact(shape[shape.length - 1]);
    }

    /** Numbers without an axis of channels before them are channels themselves. */
    private static int channel(NpyArray target) {
        return target.shape().length < 3 ? 1 : length(target);
    }

    /** The first half of each row. */
    private static float[] means(float[] prediction, int width) {
        float[] means = new float[prediction.length / 2];
        for (int row = 0; row < means.length / width; row++) {
            System.arraycopy(prediction, row * 2 * width, means, row * width, width);
        }
        return means;
    }
}
