package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures predictions batch by batch: {@code accuracy} for class labels, otherwise {@code mse}, {@code mae} and {@code
 * pearson} over all numbers of all rows.
 */
final class ValidationMetrics {

    private final boolean classes;
    private final int width;
    private long correct;
    private long rows;
    private double squares;
    private double absolutes;
    private long count;
    private double meanPrediction;
    private double meanTarget;
    private double spreadPrediction;
    private double spreadTarget;
    private double together;

    /** @param width how many numbers one target has */
    ValidationMetrics(boolean classes, int width) {
        this.classes = classes;
        this.width = width;
    }

    void add(FloatBuffer predictions, FloatBuffer targets, int batch) {
        rows += batch;
        if (classes) {
            for (int row = 0; row < batch; row++) {
                correct += highest(predictions, row) == highest(targets, row) ? 1 : 0;
            }
        } else {
            for (int i = 0; i < batch * width; i++) {
                addPair(predictions.get(i), targets.get(i));
            }
        }
    }

    Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        if (classes) {
            values.put("accuracy", (double) correct / rows);
        } else {
            values.put("mse", squares / count);
            values.put("mae", absolutes / count);
            values.put("pearson", together / Math.sqrt(spreadPrediction * spreadTarget));
        }
        return values;
    }

    /** The means and co-moments are updated by Welford's method, which loses no digits to large means. */
    private void addPair(double prediction, double target) {
        count++;
        double error = prediction - target;
        squares += error * error;
        absolutes += Math.abs(error);
        double fromPrediction = prediction - meanPrediction;
        double fromTarget = target - meanTarget;
        meanPrediction += fromPrediction / count;
        meanTarget += fromTarget / count;
        spreadPrediction += fromPrediction * (prediction - meanPrediction);
        spreadTarget += fromTarget * (target - meanTarget);
        together += fromPrediction * (target - meanTarget);
    }

    private int highest(FloatBuffer values, int row) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (values.get(row * width + i) > values.get(row * width + best)) {
                best = i;
            }
        }
        return best;
    }
}
