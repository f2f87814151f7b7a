package io.epochline.compute.engine;

import java.util.List;

/**
 * A training run at one moment.
 *
 * @param theta all parameters, as the index map says
 * @param modelState what training changes without gradients, such as running means, one after the other
 * @param optimizerState one array of the size of theta for each moment that the optimizer keeps
 * @param steps the steps taken so far
 * @param lossScale what the loss is multiplied by in f16; 1 in other precisions
 */
public record EngineState(
        float[] theta,
        float[] modelState,
        List<float[]> optimizerState,
        long steps,
        double learningRate,
        double lossScale) {

    public EngineState {
        optimizerState = List.copyOf(optimizerState);
    }

    /** Without a scaled loss. */
    public EngineState(
            float[] theta, float[] modelState, List<float[]> optimizerState, long steps, double learningRate) {
        this(theta, modelState, optimizerState, steps, learningRate, 1);
    }

    /** The same moment of a run with other parameters. */
    public EngineState withParameters(float[] theta, float[] modelState) {
        return new EngineState(theta, modelState, optimizerState, steps, learningRate, lossScale);
    }
}
