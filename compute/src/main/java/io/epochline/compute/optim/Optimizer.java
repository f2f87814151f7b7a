package io.epochline.compute.optim;

import io.epochline.compute.ComputeException;

/** Which optimizer, with which constants. */
public sealed interface Optimizer {

    double learningRate();

    /** The optimizer's state at its start, for as many parameters. */
    Updater start(int size);

    /**
     * {@code v = momentum v + g; theta -= lr v}; plain gradient descent at momentum 0.
     *
     * @param learningRate finite, at least 0
     * @param momentum in [0, 1)
     */
    record Sgd(double learningRate, double momentum) implements Optimizer {

        public Sgd {
            requireLearningRate(learningRate);
            requireFraction("momentum", momentum);
        }

        @Override
        public Updater start(int size) {
            return momentum == 0 ? new DescentUpdater(size) : new MomentumUpdater(size, momentum);
        }
    }

    /**
     * Adam (Kingma and Ba, 2015, algorithm 1), with both biases corrected.
     *
     * @param learningRate finite, at least 0
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon above 0, added to the square root
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

        public Adam {
            requireLearningRate(learningRate);
            requireFraction("beta1", beta1);
            requireFraction("beta2", beta2);
            if (!(epsilon > 0) || !Double.isFinite(epsilon)) {
                throw invalid("epsilon", "a finite number above 0", epsilon);
            }
        }

        /** With the paper's constants: 0.9, 0.999 and 1e-8. */
        public Adam(double learningRate) {
            this(learningRate, 0.9, 0.999, 1e-8);
        }

        @Override
        public Updater start(int size) {
            return new AdamUpdater(size, this);
        }
    }

    private static void requireLearningRate(double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw invalid("learning_rate", "a finite number of at least 0", value);
        }
    }

    private static void requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw invalid(name, "a number in [0, 1)", value);
        }
    }

    private static ComputeException invalid(String name, String expected, double found) {
        return new ComputeException(
                "bad_optimizer",
                ComputeException.Category.USER,
                "optimizer." + name + ": expected " + expected + ", found " + found);
    }
}
