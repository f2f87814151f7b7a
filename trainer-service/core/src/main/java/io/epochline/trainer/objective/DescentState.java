package io.epochline.trainer.objective;

import java.util.List;
import java.util.Map;

/**
 * A descent between two steps.
 *
 * @param steps taken so far
 * @param shortening of steps, where only those that lead down are taken
 * @param theta {@code f32[size]}
 * @param moments of the optimizer, {@code f32[size]} each; of a preconditioned one the learning rates
 * @param preconditioning what {@link Preconditioning#snapshot} gives, empty without one
 */
record DescentState(
        long steps, double shortening, float[] theta, List<float[]> moments, Map<String, double[]> preconditioning) {}
