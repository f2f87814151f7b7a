package io.epochline.compute.engine;

import java.util.List;

/**
 * A training run at one moment.
 *
 * @param theta all parameters, as the index map says
 * @param modelState what training changes without gradients, such as running means, one after the other
 * @param optimizerState one array of the size of theta for each moment that the optimizer keeps
 * @param steps the steps taken so far
 */
public record EngineState(
        float[] theta, float[] modelState, List<float[]> optimizerState, long steps, double learningRate) {

    public EngineState {
        optimizerState = List.copyOf(optimizerState);
    }
}
