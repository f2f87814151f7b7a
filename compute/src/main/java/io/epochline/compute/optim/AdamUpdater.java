package io.epochline.compute.optim;

import java.util.List;

/** Adam and AdamW; the correction of the second moment's bias is moved out of the loop, into the rate and epsilon. */
final class AdamUpdater extends Updater {

    private final double beta1;
    private final double beta2;
    private final double constant;
    private final double decoupledDecay;
    private float rate;
    private float epsilon;
    private float shrink;

    AdamUpdater(int size, double beta1, double beta2, double epsilon, double weightDecay, double decoupledDecay) {
        super(size, weightDecay, List.of(new float[size], new float[size]));
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.constant = epsilon;
        this.decoupledDecay = decoupledDecay;
    }

    @Override
    void prepare(double learningRate, long number) {
        double correction1 = 1 - Math.pow(beta1, number);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, number));
        rate = (float) (learningRate * correction2 / correction1);
        epsilon = (float) (constant * correction2);
        shrink = (float) (learningRate * decoupledDecay);
    }

    @Override
    void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length) {
        float[] first = moments[0];
        float[] second = moments[1];
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float take1 = (float) (1 - beta1);
        float take2 = (float) (1 - beta2);
        for (int i = 0; i < length; i++) {
            float g = gradient[i];
            float m = keep1 * first[i] + take1 * g;
            float v = keep2 * second[i] + take2 * g * g;
            first[i] = m;
            second[i] = v;
            step[i] = rate * m / ((float) Math.sqrt(v) + epsilon) + shrink * theta[i];
        }
    }
}
