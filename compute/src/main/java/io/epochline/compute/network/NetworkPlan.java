package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a network comes to for one shape of input.
 *
 * @param input shape of an example
 * @param output shape of an example's prediction
 * @param parameters in the order in which they lie in θ, without gaps
 * @param noise the extra inputs of the training graph
 */
public record NetworkPlan(Shape input, Shape output, List<ParameterSpec> parameters, List<NoiseSpec> noise) {
    /** The length of θ. */
    public int parameterCount() {
        return parameters.stream()
                .mapToInt(parameter -> parameter.shape().size())
                .sum();
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
}
