package io.epochline.compute.engine;

import io.epochline.compute.curvature.LinearOperator;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Trains one model, batch by batch. Every buffer is direct and in native order, and is read or written, row-major,
 * from its position on, which stays as it is. Batches may have any size; each size seen costs one compilation. Not safe
 * for use by several threads, but for {@link #interrupt}.
 */
public interface TrainingEngine extends AutoCloseable {

    /**
     * One step of the optimizer on the loss of a batch.
     *
     * <p>Where the loss or its gradient is not finite, parameters and states stay as they were, and the result says so.
     *
     * @param x {@code f32[batch, input...]}
     * @param target {@code f32[batch, target...]}
     */
    StepResult step(FloatBuffer x, FloatBuffer target, int batch);

    /**
     * The same step, which also tells the gradient that it went by. That costs a copy, and where steps run on a device with a
     * memory of its own a second computation of the gradient.
     *
     * @param gradient {@code f32[parameters]}, written: as {@link #indexMap()} says, before clipping
     */
    StepResult step(FloatBuffer x, FloatBuffer target, int batch, FloatBuffer gradient);

    /**
     * Several steps, one after the other, at their own learning rates; the first to be refused is the last. Faster than
     * one by one where the device has a memory of its own.
     *
     * @param x {@code f32[steps, batch, input...]}, as many steps as learning rates
     * @param target {@code f32[steps, batch, target...]}
     * @return what each step did that was tried
     */
    List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates);

    /**
     * The objective of a batch, with dropout and the like switched off; changes nothing.
     *
     * @param predictions {@code f32[batch, prediction...]}, written; of the target's shape unless the loss's head says
     *     otherwise
     */
    double evaluate(FloatBuffer x, FloatBuffer target, int batch, FloatBuffer predictions);

    /**
     * The Hessian of a batch's loss where the parameters are, by its products with vectors {@code f64[parameters]}, each of
     * some times the price of a gradient. It is of the loss of the step to come, dropout and all; at a kink, such as that of
     * a ReLU, of the piece that the gradient is taken of.
     *
     * @return valid until the engine does anything else, or the buffers change
     */
    LinearOperator hessian(FloatBuffer x, FloatBuffer target, int batch);

    /** How many steps are best asked for at once; 1 where it makes no difference. */
    int stepsAtOnce();

    /**
     * Ends, from any thread, the step or evaluation that is going on, and those that come before {@link #proceed}. They
     * throw {@link io.epochline.compute.runtime.InterruptedRun}, and the engine is as it was before them.
     */
    void interrupt();

    /** Takes {@link #interrupt} back. */
    void proceed();

    /** The learning rate of the steps to come. */
    void learningRate(double learningRate);

    double learningRate();

    /** All parameters one after the other, as {@link #indexMap()} says; live, and read-only. */
    FloatBuffer theta();

    /** All that training changes without gradients, one after the other; live, and read-only. */
    FloatBuffer modelState();

    IndexMap indexMap();

    /** How many steps have been taken. */
    long steps();

    /** A copy of all that a later step depends on. */
    EngineState snapshot();

    /**
     * Goes on from a snapshot; the steps that follow are, bit for bit, those that followed it.
     *
     * @throws EngineException if the snapshot is of another network or optimizer
     */
    void restore(EngineState state);

    /** The trained network as an ONNX model: input {@code x}, output {@code prediction}, any batch size. */
    byte[] exportModel();

    @Override
    void close();
}
