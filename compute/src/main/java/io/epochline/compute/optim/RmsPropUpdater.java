package io.epochline.compute.optim;

import java.util.ArrayList;
import java.util.List;

/** RMSProp; the moments are the mean square, then the mean if centred, then the velocity if there is momentum. */
final class RmsPropUpdater extends Updater {

    private final Optimizer.RmsProp spec;
    private float rate;

    RmsPropUpdater(int size, Optimizer.RmsProp spec) {
        super(size, spec.weightDecay(), zeros(spec.momentCount(), size));
        this.spec = spec;
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] theta, float[] gradient, float[][] moments, float[] step, int length) {
        float[] square = moments[0];
        float keep = (float) spec.alpha();
        float take = (float) (1 - spec.alpha());
        for (int i = 0; i < length; i++) {
            float s = keep * square[i] + take * gradient[i] * gradient[i];
            square[i] = s;
            step[i] = s;
        }
        if (spec.centered()) {
            centre(moments[1], gradient, step, length);
        }
        float epsilon = (float) spec.epsilon();
        for (int i = 0; i < length; i++) {
            step[i] = gradient[i] / ((float) Math.sqrt(step[i]) + epsilon);
        }
        if (spec.momentum() != 0) {
            accumulate(moments[moments.length - 1], step, length);
        }
        for (int i = 0; i < length; i++) {
            step[i] *= rate;
        }
    }

    private void centre(float[] mean, float[] gradient, float[] squares, int length) {
        float keep = (float) spec.alpha();
        float take = (float) (1 - spec.alpha());
        for (int i = 0; i < length; i++) {
            float m = keep * mean[i] + take * gradient[i];
            mean[i] = m;
            squares[i] = Math.max(squares[i] - m * m, 0);
        }
    }

    private void accumulate(float[] velocity, float[] step, int length) {
        float momentum = (float) spec.momentum();
        for (int i = 0; i < length; i++) {
            float v = momentum * velocity[i] + step[i];
            velocity[i] = v;
            step[i] = v;
        }
    }

    private static List<float[]> zeros(int count, int size) {
        List<float[]> zeros = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            zeros.add(new float[size]);
        }
        return List.copyOf(zeros);
    }
}
