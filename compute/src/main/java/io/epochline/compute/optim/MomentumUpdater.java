package io.epochline.compute.optim;

import java.util.List;

/** Gradient descent with momentum. */
final class MomentumUpdater extends Updater {

    private final float[] velocity;
    private final float momentum;
    private float rate;

    MomentumUpdater(int size, double momentum) {
        super(size, List.of(new float[size]));
        this.velocity = moments().get(0);
        this.momentum = (float) momentum;
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] gradient, float[] step, int offset, int length) {
        for (int i = 0; i < length; i++) {
            float v = momentum * velocity[offset + i] + gradient[i];
            velocity[offset + i] = v;
            step[i] = rate * v;
        }
    }
}
