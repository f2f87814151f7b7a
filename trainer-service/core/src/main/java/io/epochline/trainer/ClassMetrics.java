package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.Map;

/** {@code accuracy}: the share of targets whose class has the highest score. */
final class ClassMetrics implements ValidationMetrics {

    private final int classes;
    private final int answers;
    private final boolean oneHot;
    private long correct;
    private long count;

    /**
     * @param answers how many classes one example is asked for
     * @param oneHot whether targets are one-hot rows, or else class indices
     */
    ClassMetrics(int classes, int answers, boolean oneHot) {
        this.classes = classes;
        this.answers = answers;
        this.oneHot = oneHot;
    }

    @Override
    public void add(FloatBuffer predictions, FloatBuffer targets, int batch) {
        for (int row = 0; row < batch * answers; row++) {
            int expected = oneHot ? highest(targets, row) : (int) targets.get(row);
            correct += highest(predictions, row) == expected ? 1 : 0;
        }
        count += (long) batch * answers;
    }

    @Override
    public Map<String, Double> values() {
        return Map.of("accuracy", (double) correct / count);
    }

    private int highest(FloatBuffer values, int row) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (values.get(row * classes + i) > values.get(row * classes + best)) {
                best = i;
            }
        }
        return best;
    }
}
