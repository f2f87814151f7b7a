package io.epochline.compute.engine;

import java.util.List;

/**
 * A training run at one moment.
 *
 * @param theta all parameters, as the index map says
 * @param optimizerState one array of the size of theta for each moment that the optimizer keeps
 * @param steps the steps taken so far
 */
public record EngineState(float[] theta, List<float[]> optimizerState, long steps, double learningRate) {

    public EngineState {
        optimizerState = List.copyOf(optimizerState);
    }
}
