package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a model comes to for one shape of input.
 *
 * @param input shape of an example
 * @param output shape of an example's prediction
 * @param parameters in the order in which they lie in θ, without gaps
 * @param states in the order in which they lie in one buffer, without gaps
 * @param noise the extra inputs of the training graph
 */
public record NetworkPlan(
        Shape input, Shape output, List<ParameterSpec> parameters, List<StateSpec> states, List<NoiseSpec> noise) {
    /** The length of θ. */
    public int parameterCount() {
        return parameters.stream()
                .mapToInt(parameter -> parameter.shape().size())
                .sum();
    }

    /** The number of elements of all states together. */
    public int stateCount() {
        return states.stream().mapToInt(state -> state.shape().size()).sum();
    }

    /**
     * Writes the start values at the buffer's position. The same seed gives the same values on every machine, and a
     * parameter's values do not depend on the parameters after it.
     */
    public void initialise(long seed, FloatBuffer theta) {
        SplittableRandom random = new SplittableRandom(seed);
        for (ParameterSpec parameter : parameters) {
            parameter.initializer().fill(theta, parameter.shape().size(), random.split());
        }
    }

    /** Writes the start values of the states at the buffer's position. */
    public void initialiseStates(FloatBuffer values) {
        SplittableRandom random = new SplittableRandom(0);
        for (StateSpec state : states) {
            state.initializer().fill(values, state.shape().size(), random);
        }
    }
}
