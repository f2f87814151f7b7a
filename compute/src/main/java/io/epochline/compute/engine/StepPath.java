package io.epochline.compute.engine;

import java.nio.FloatBuffer;
import java.util.List;

/** A way of taking steps. All ways compute the same, but for rounding. */
interface StepPath extends AutoCloseable {

    /** One step; see {@link TrainingEngine#step(FloatBuffer, FloatBuffer, int)}. */
    StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate);

    /** One step whose gradient is wanted; see {@link TrainingEngine#step(FloatBuffer, FloatBuffer, int, FloatBuffer)}. */
    StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate, FloatBuffer gradient);

    /** Several steps; see {@link TrainingEngine#steps}. */
    List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates);

    /** How many steps are best asked for at once. */
    int stepsAtOnce();

    @Override
    void close();
}
