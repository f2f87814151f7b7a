package io.epochline.compute.optim;

import java.util.List;

/** Gradient descent with momentum, heavy or Nesterov's. */
final class MomentumUpdater extends Updater {

    private final float momentum;
    private final boolean nesterov;
    private float rate;

    MomentumUpdater(int size, Optimizer.Sgd spec) {
        super(size, spec.weightDecay(), List.of(new float[size]));
        this.momentum = (float) spec.momentum();
        this.nesterov = spec.nesterov();
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    /** Nesterov's step is {@code momentum v + g}, the other one {@code 1 v + 0 g}. */
    @Override
    void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length) {
        float[] velocity = moments[0];
        float ahead = nesterov ? momentum : 1;
        float take = nesterov ? 1 : 0;
        for (int i = 0; i < length; i++) {
            float v = momentum * velocity[i] + gradient[i];
            velocity[i] = v;
            step[i] = rate * (ahead * v + take * gradient[i]);
        }
    }
}
