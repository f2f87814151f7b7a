package io.epochline.compute.optim;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An optimizer at work: changes the flat parameters in place, and keeps its moments beside them.
 *
 * <p>The loop goes over blocks that fit the first-level cache, copied to arrays and back, moments too: only loops over
 * arrays with one and the same index become vector instructions. Norms are summed lane by lane, so that they do too, and
 * are the same each time.
 */
public abstract sealed class Updater
        permits AdamUpdater, DescentUpdater, MomentumUpdater, PreconditionedUpdater, RmsPropUpdater {

    static final int BLOCK = 1024;

    private final int size;
    private final float weightDecay;
    private final float[] theta = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];
    private final float[] step = new float[BLOCK];
    private final double[] lanes;
    private final List<float[]> moments;
    private final float[][] blocks;

    /** @param weightDecay how much of the parameters is added to their gradient */
    Updater(int size, double weightDecay, List<float[]> moments) {
        this.size = size;
        this.weightDecay = (float) weightDecay;
        this.lanes = new double[Math.min(size, BLOCK)];
        this.moments = moments;
        this.blocks = new float[moments.size()][BLOCK];
    }

    /** Takes a step on gradients as they are. */
    public final double update(FloatBuffer parameters, FloatBuffer gradients, double learningRate, long number) {
        return update(parameters, gradients, learningRate, number, Clipping.NONE, Double.NaN);
    }

    /**
     * Takes a step.
     *
     * @param parameters {@code f32[size]}, changed in place
     * @param gradients {@code f32[size]}
     * @param number of the step, from 1
     * @param gradNorm the {@link #norm} of the gradients
     * @return the Euclidean norm of the change
     */
    public final double update(
            FloatBuffer parameters,
            FloatBuffer gradients,
            double learningRate,
            long number,
            Clipping clipping,
            double gradNorm) {
        Arrays.fill(lanes, 0);
        prepare(learningRate, number);
        float factor = (float) clipping.factor(gradNorm);
        float bound = (float) clipping.value();
        for (int offset = 0; offset < size; offset += BLOCK) {
            int length = Math.min(BLOCK, size - offset);
            parameters.get(offset, theta, 0, length);
            gradients.get(offset, gradient, 0, length);
            scale(gradient, factor, length);
            clamp(gradient, bound, length);
            decay(gradient, theta, weightDecay, length);
            for (int i = 0; i < blocks.length; i++) {
                System.arraycopy(moments.get(i), offset, blocks[i], 0, length);
            }
            block(theta, gradient, blocks, step, length);
            for (int i = 0; i < blocks.length; i++) {
                System.arraycopy(blocks[i], 0, moments.get(i), offset, length);
            }
            for (int i = 0; i < length; i++) {
                theta[i] -= step[i];
            }
            parameters.put(offset, theta, 0, length);
            addSquares(step, length, lanes);
        }
        return root();
    }

    /** The Euclidean norm of a flat buffer of the parameters' size. */
    public final double norm(FloatBuffer values) {
        Arrays.fill(lanes, 0);
        for (int offset = 0; offset < size; offset += BLOCK) {
            int length = Math.min(BLOCK, size - offset);
            values.get(offset, gradient, 0, length);
            addSquares(gradient, length, lanes);
        }
        return root();
    }

    /** The moments, live, each of the parameters' size. */
    public final List<float[]> moments() {
        return moments;
    }

    /** Works out the constants of one step. */
    abstract void prepare(double learningRate, long number);

    /**
     * One block of up to {@link #BLOCK} parameters.
     *
     * @param moments changed in place
     * @param step written: what to subtract from the parameters
     */
    abstract void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length);

    private static void scale(float[] values, float factor, int length) {
        if (factor != 1) {
            for (int i = 0; i < length; i++) {
                values[i] *= factor;
            }
        }
    }

    private static void clamp(float[] values, float bound, int length) {
        if (bound != Float.POSITIVE_INFINITY) {
            for (int i = 0; i < length; i++) {
                values[i] = Math.max(-bound, Math.min(bound, values[i]));
            }
        }
    }

    private static void decay(float[] gradient, float[] theta, float weightDecay, int length) {
        if (weightDecay != 0) {
            for (int i = 0; i < length; i++) {
                gradient[i] += weightDecay * theta[i];
            }
        }
    }

    private static void addSquares(float[] values, int length, double[] lanes) {
        for (int i = 0; i < length; i++) {
            lanes[i] += (double) values[i] * values[i];
        }
    }

    private double root() {
        double sum = 0;
        for (double lane : lanes) {
            sum += lane;
        }
        return Math.sqrt(sum);
    }
}
