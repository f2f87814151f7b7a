package io.epochline.compute.optim;

import java.util.List;

/** Gradient descent with a learning rate for each parameter. */
final class PreconditionedUpdater extends Updater {

    private float rate;

    PreconditionedUpdater(int size, float[] preconditioner) {
        super(size, 0, List.of(preconditioner));
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length) {
        float[] preconditioner = moments[0];
        for (int i = 0; i < length; i++) {
            step[i] = rate * preconditioner[i] * gradient[i];
        }
    }
}
