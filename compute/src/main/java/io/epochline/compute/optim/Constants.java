package io.epochline.compute.optim;

import io.epochline.compute.ComputeException;

/** What the constants of an optimizer, a clipping or a schedule must keep to. */
final class Constants {

    private Constants() {}

    static void requireAdam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        requireAtLeastZero("optimizer.learning_rate", learningRate);
        requireFraction("optimizer.beta1", beta1);
        requireFraction("optimizer.beta2", beta2);
        requireAboveZero("optimizer.epsilon", epsilon);
        requireAtLeastZero("optimizer.weight_decay", weightDecay);
    }

    static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw invalid(name, "a finite number of at least 0", value);
        }
    }

    static void requireAboveZero(String name, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw invalid(name, "a finite number above 0", value);
        }
    }

    static void requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw invalid(name, "a number in [0, 1)", value);
        }
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw invalid(name, "a number in [0, 1]", value);
        }
    }

    static void requireFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw invalid(name + "[" + i + "]", "a finite number", values[i]);
            }
        }
    }

    static void requireSize(String name, int expected, int found) {
        if (expected != found) {
            throw invalid(name, expected + " values, one a parameter", found);
        }
    }

    static void requireMoments(Optimizer optimizer, int found) {
        if (found != optimizer.momentCount()) {
            throw invalid("optimizer.moments", optimizer.momentCount() + " for " + optimizer, found);
        }
    }

    static ComputeException invalid(String name, String expected, Object found) {
        return new ComputeException(
                "bad_optimizer", ComputeException.Category.USER, name + ": expected " + expected + ", found " + found);
    }
}
