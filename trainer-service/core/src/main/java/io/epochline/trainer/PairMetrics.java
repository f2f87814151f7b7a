package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * {@code ranking_accuracy}: the share of pairs whose preferred item has the higher score. Equal scores count half; pairs
 * without a preference, of target 0.5, are left out. It is NaN where no pair has one.
 */
final class PairMetrics implements ValidationMetrics {

    private final int width;
    private double right;
    private long count;

    /** @param width how many pairs one example has; its scores are those of all first items, then of all second ones */
    PairMetrics(int width) {
        this.width = width;
    }

    @Override
    public void add(FloatBuffer predictions, FloatBuffer targets, int batch) {
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < width; i++) {
                float preference = Math.signum(targets.get(row * width + i) - 0.5f);
                if (preference != 0) {
                    int first = 2 * row * width + i;
                    float lead = predictions.get(first) - predictions.get(first + width);
                    right += (1 + preference * Math.signum(lead)) / 2;
                    count++;
                }
            }
        }
    }

    @Override
    public Map<String, Double> values() {
        return Map.of("ranking_accuracy", right / count);
    }
}
