package io.epochline.compute.optim;

import java.util.ArrayList;
import java.util.List;

/** RMSProp; the moments are the mean square, then the mean if centred, then the velocity if there is momentum. */
final class RmsPropUpdater extends Updater {

    private final Optimizer.RmsProp spec;
    private final float[] square;
    private float rate;

    RmsPropUpdater(int size, Optimizer.RmsProp spec) {
        super(size, spec.weightDecay(), zeros(spec.momentCount(), size));
        this.spec = spec;
        this.square = moments().get(0);
    }

    @Override
    void prepare(double learningRate, long number) {
        rate = (float) learningRate;
    }

    @Override
    void block(float[] theta, float[] gradient, float[] step, int offset, int length) {
        float keep = (float) spec.alpha();
        float take = (float) (1 - spec.alpha());
        for (int i = 0; i < length; i++) {
            float s = keep * square[offset + i] + take * gradient[i] * gradient[i];
            square[offset + i] = s;
            step[i] = s;
        }
        if (spec.centered()) {
            centre(moments().get(1), gradient, step, offset, length);
        }
        float epsilon = (float) spec.epsilon();
        for (int i = 0; i < length; i++) {
            step[i] = gradient[i] / ((float) Math.sqrt(step[i]) + epsilon);
        }
        if (spec.momentum() != 0) {
            accumulate(moments().getLast(), step, offset, length);
        }
        for (int i = 0; i < length; i++) {
            step[i] *= rate;
        }
    }

    private void centre(float[] mean, float[] gradient, float[] squares, int offset, int length) {
        float keep = (float) spec.alpha();
        float take = (float) (1 - spec.alpha());
        for (int i = 0; i < length; i++) {
            float m = keep * mean[offset + i] + take * gradient[i];
            mean[offset + i] = m;
            squares[i] = Math.max(squares[i] - m * m, 0);
        }
    }

    private void accumulate(float[] velocity, float[] step, int offset, int length) {
        float momentum = (float) spec.momentum();
        for (int i = 0; i < length; i++) {
            float v = momentum * velocity[offset + i] + step[i];
            velocity[offset + i] = v;
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
