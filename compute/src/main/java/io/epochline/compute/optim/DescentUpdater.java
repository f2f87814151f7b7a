package io.epochline.compute.optim;

import java.util.List;

/** Plain gradient descent. */
final class DescentUpdater extends Updater {

    private float rate;

    DescentUpdater(int size, double weightDecay) {
        super(size, weightDecay, List.of());
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length) {
        for (int i = 0; i < length; i++) {
            step[i] = rate * gradient[i];
        }
    }
}
