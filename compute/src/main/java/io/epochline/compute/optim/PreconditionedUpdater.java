package io.epochline.compute.optim;

import java.util.List;

/** Gradient descent with a learning rate for each parameter. */
final class PreconditionedUpdater extends Updater {

    private final float[] preconditioner;
    private float rate;

    PreconditionedUpdater(int size, float[] preconditioner) {
        super(size, 0, List.of(preconditioner));
        this.preconditioner = preconditioner;
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] theta, float[] gradient, float[] step, int offset, int length) {
        for (int i = 0; i < length; i++) {
            step[i] = rate * preconditioner[offset + i] * gradient[i];
        }
    }
}
