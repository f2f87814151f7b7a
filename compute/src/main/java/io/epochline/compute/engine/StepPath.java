package io.epochline.compute.engine;

import java.nio.FloatBuffer;
import java.util.List;

/** A way of taking steps. All ways compute the same, but for rounding. */
interface StepPath extends AutoCloseable {

    /** One step; see {@link TrainingEngine#step}. */
    StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate);

    /** Several steps; see {@link TrainingEngine#steps}. */
    List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates);

    @Override
    void close();
}
