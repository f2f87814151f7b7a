package io.epochline.compute.optim;

import java.util.List;

/** Adam; the correction of the second moment's bias is moved out of the loop, into the rate and epsilon. */
final class AdamUpdater extends Updater {

    private final Optimizer.Adam spec;
    private final float[] first;
    private final float[] second;
    private float rate;
    private float epsilon;

    AdamUpdater(int size, Optimizer.Adam spec) {
        super(size, List.of(new float[size], new float[size]));
        this.spec = spec;
        this.first = moments().get(0);
        this.second = moments().get(1);
    }

    @Override
    void prepare(double learningRate, long number) {
        double correction1 = 1 - Math.pow(spec.beta1(), number);
        double correction2 = Math.sqrt(1 - Math.pow(spec.beta2(), number));
        rate = (float) (learningRate * correction2 / correction1);
        epsilon = (float) (spec.epsilon() * correction2);
    }

    @Override
    void block(float[] gradient, float[] step, int offset, int length) {
        float keep1 = (float) spec.beta1();
        float keep2 = (float) spec.beta2();
        float take1 = (float) (1 - spec.beta1());
        float take2 = (float) (1 - spec.beta2());
        for (int i = 0; i < length; i++) {
            float g = gradient[i];
            float m = keep1 * first[offset + i] + take1 * g;
            float v = keep2 * second[offset + i] + take2 * g * g;
            first[offset + i] = m;
            second[offset + i] = v;
            step[i] = rate * m / ((float) Math.sqrt(v) + epsilon);
        }
    }
}
