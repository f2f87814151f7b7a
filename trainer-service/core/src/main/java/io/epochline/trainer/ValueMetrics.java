package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;

/** {@code mse}, {@code mae} and {@code pearson} over all numbers of all rows. */
final class ValueMetrics implements ValidationMetrics {

    private final int width;
    private double squares;
    private double absolutes;
    private long count;
    private double meanPrediction;
    private double meanTarget;
    private double spreadPrediction;
    private double spreadTarget;
    private double together;

    /** @param width how many numbers one target has */
    ValueMetrics(int width) {
        this.width = width;
    }

    @Override
    public void add(FloatBuffer predictions, FloatBuffer targets, int batch) {
        for (int i = 0; i < batch * width; i++) {
            addPair(predictions.get(i), targets.get(i));
        }
    }

    @Override
    public Map<String, Double> values() {
        return new TreeMap<>(Map.of(
                "mse", squares / count,
                "mae", absolutes / count,
                "pearson", together / Math.sqrt(spreadPrediction * spreadTarget)));
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
}
