package io.epochline.trainer;

import io.epochline.compute.engine.TrainingEngine;
import java.nio.FloatBuffer;

/**
 * What a model has learnt at one moment.
 *
 * @param theta all parameters
 * @param modelState what training changes without gradients
 */
record Weights(float[] theta, float[] modelState) {

    static final Weights NONE = new Weights(new float[0], new float[0]);

    static Weights of(TrainingEngine engine) {
        return new Weights(copy(engine.theta()), copy(engine.modelState()));
    }

    private static float[] copy(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
