package io.epochline.compute.optim;

import java.nio.FloatBuffer;
import java.util.function.DoubleSupplier;

/** A smooth function of a vector, to be made small. */
@FunctionalInterface
public interface Objective {

    /**
     * The value at a point; NaN or infinite outside of the function's domain.
     *
     * @param theta {@code f64[n]}, to be left as it is
     * @param gradient {@code f64[n]}, to be written
     */
    double evaluate(double[] theta, double[] gradient);

    /**
     * A function that lives in float32 buffers, as graphs do. Its last digits are noise, so ask for a gradient no smaller
     * than some 1e-4 of what it is at the start.
     *
     * @param theta {@code f32[n]}, written before each evaluation
     * @param gradient {@code f32[n]}, read after each
     * @param evaluation fills the gradient and returns the value
     */
    static Objective of(FloatBuffer theta, FloatBuffer gradient, DoubleSupplier evaluation) {
        return (point, slope) -> {
            for (int i = 0; i < point.length; i++) {
                theta.put(i, (float) point[i]);
            }
            double value = evaluation.getAsDouble();
            for (int i = 0; i < slope.length; i++) {
                slope[i] = gradient.get(i);
            }
            return value;
        };
    }
}
