package io.epochline.compute.optim;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * Which optimizer, with which constants. Each is written twice, as a fused loop over flat parameters ({@link #start})
 * and as graph values ({@link #update}), and takes the same steps either way. Formulas and defaults are those of
 * {@code torch.optim}; {@code g} is the gradient, clipped if it is to be, and {@code t} the step's number from 1.
 */
public sealed interface Optimizer {

    double learningRate();

    /** How many moments it keeps, each of the parameters' size. */
    int momentCount();

    /** The optimizer's state at its start, for as many parameters. */
    Updater start(int size);

    /**
     * One step on one tensor of parameters, of any shape.
     *
     * @param moments {@link #momentCount()} values of the parameter's type, at first as {@link #start} has them
     * @param learningRate {@code f32[]}
     * @param number of the step, from 1, {@code f32[]}
     */
    default GraphUpdate update(
            GraphBuilder b, Value parameter, Value gradient, List<Value> moments, Value learningRate, Value number) {
        Constants.requireMoments(this, moments.size());
        return new GraphStep(b, parameter, moments, learningRate, number).take(this, gradient);
    }

    /**
     * {@code g += weightDecay theta; v = momentum v + g; theta -= lr v}, and by Nesterov's rule {@code theta -= lr (g +
     * momentum v)} (Sutskever et al., 2013).
     *
     * @param learningRate finite, at least 0
     * @param momentum in [0, 1); plain gradient descent at 0
     * @param nesterov only with momentum
     * @param weightDecay finite, at least 0
     */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {

        public Sgd {
            Constants.requireAtLeastZero("optimizer.learning_rate", learningRate);
            Constants.requireFraction("optimizer.momentum", momentum);
            Constants.requireAtLeastZero("optimizer.weight_decay", weightDecay);
            if (nesterov && momentum == 0) {
                throw Constants.invalid("optimizer.nesterov", "a momentum above 0 with it", "momentum 0");
            }
        }

        public Sgd(double learningRate, double momentum) {
            this(learningRate, momentum, false, 0);
        }

        @Override
        public int momentCount() {
            return momentum == 0 ? 0 : 1;
        }

        @Override
        public Updater start(int size) {
            return momentum == 0 ? new DescentUpdater(size, weightDecay) : new MomentumUpdater(size, this);
        }
    }

    /**
     * {@code g += weightDecay theta; s = alpha s + (1 - alpha) g^2; d = g / (sqrt(s) + epsilon); v = momentum v + d; theta
     * -= lr v} (Hinton, 2012). Centred, the mean gradient {@code m = alpha m + (1 - alpha) g} makes it {@code sqrt(max(s -
     * m^2, 0))}; the bound, which torch lacks, only takes off what rounding puts below 0.
     *
     * @param learningRate finite, at least 0
     * @param alpha in [0, 1)
     * @param epsilon finite, above 0
     * @param momentum in [0, 1)
     * @param weightDecay finite, at least 0
     */
    record RmsProp(
            double learningRate, double alpha, double epsilon, double momentum, boolean centered, double weightDecay)
            implements Optimizer {

        public RmsProp {
            Constants.requireAtLeastZero("optimizer.learning_rate", learningRate);
            Constants.requireFraction("optimizer.alpha", alpha);
            Constants.requireAboveZero("optimizer.epsilon", epsilon);
            Constants.requireFraction("optimizer.momentum", momentum);
            Constants.requireAtLeastZero("optimizer.weight_decay", weightDecay);
        }

        /** With torch's constants: alpha 0.99 and epsilon 1e-8, and none of the rest. */
        public RmsProp(double learningRate) {
            this(learningRate, 0.99, 1e-8, 0, false, 0);
        }

        @Override
        public int momentCount() {
            return 1 + (centered ? 1 : 0) + (momentum == 0 ? 0 : 1);
        }

        @Override
        public Updater start(int size) {
            return new RmsPropUpdater(size, this);
        }
    }

    /**
     * Adam (Kingma and Ba, 2015, algorithm 1), with both biases corrected: {@code g += weightDecay theta; m = beta1 m + (1
     * - beta1) g; v = beta2 v + (1 - beta2) g^2; theta -= lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)}.
     *
     * @param learningRate finite, at least 0
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon finite, above 0
     * @param weightDecay finite, at least 0
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements Optimizer {

        public Adam {
            Constants.requireAdam(learningRate, beta1, beta2, epsilon, weightDecay);
        }

        public Adam(double learningRate, double beta1, double beta2, double epsilon) {
            this(learningRate, beta1, beta2, epsilon, 0);
        }

        /** With the paper's constants: 0.9, 0.999 and 1e-8, and no decay. */
        public Adam(double learningRate) {
            this(learningRate, 0.9, 0.999, 1e-8);
        }

        @Override
        public int momentCount() {
            return 2;
        }

        @Override
        public Updater start(int size) {
            return new AdamUpdater(size, beta1, beta2, epsilon, weightDecay, 0);
        }
    }

    /**
     * Adam with decoupled decay (Loshchilov and Hutter, 2019, algorithm 2): {@code theta -= lr weightDecay theta} beside
     * the step of Adam, whose moments do not see it.
     *
     * @param learningRate finite, at least 0
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon finite, above 0
     * @param weightDecay finite, at least 0
     */
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements Optimizer {

        public AdamW {
            Constants.requireAdam(learningRate, beta1, beta2, epsilon, weightDecay);
        }

        /** With torch's constants: 0.9, 0.999, 1e-8 and a decay of 0.01. */
        public AdamW(double learningRate) {
            this(learningRate, 0.9, 0.999, 1e-8, 0.01);
        }

        @Override
        public int momentCount() {
            return 2;
        }

        @Override
        public Updater start(int size) {
            return new AdamUpdater(size, beta1, beta2, epsilon, 0, weightDecay);
        }
    }

    /**
     * {@code theta -= lr p g}, element by element: a learning rate of its own for each parameter. The preconditioner {@code
     * p} is the one moment, so a snapshot holds it and whoever renews it between steps writes it there.
     *
     * @param learningRate finite, at least 0
     * @param preconditioner finite, one value a parameter
     */
    record Preconditioned(double learningRate, float[] preconditioner) implements Optimizer {

        public Preconditioned {
            Constants.requireAtLeastZero("optimizer.learning_rate", learningRate);
            Constants.requireFinite("optimizer.preconditioner", preconditioner);
            preconditioner = preconditioner.clone();
        }

        @Override
        public int momentCount() {
            return 1;
        }

        @Override
        public Updater start(int size) {
            Constants.requireSize("optimizer.preconditioner", size, preconditioner.length);
            return new PreconditionedUpdater(size, preconditioner.clone());
        }
    }
}
