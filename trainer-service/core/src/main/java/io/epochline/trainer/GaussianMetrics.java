package io.epochline.trainer;

import io.epochline.compute.loss.Gaussian;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code rmse} of the means and {@code mean_sigma}; beside targets that are numbers {@code coverage_1sigma}, the share of
 * them within one sigma of the mean, 0.683 where sigmas are honest; beside targets with sigmas of their own {@code
 * sigma_rmse}.
 */
final class GaussianMetrics implements ValidationMetrics {

    private final int width;
    private final boolean targetSigmas;
    private double squares;
    private double sigmas;
    private double sigmaSquares;
    private long covered;
    private long count;

    /**
     * @param width how many means one prediction has; as many raw sigmas follow
     * @param targetSigmas whether targets are means and sigmas too
     */
    GaussianMetrics(int width, boolean targetSigmas) {
        this.width = width;
        this.targetSigmas = targetSigmas;
    }

    @Override
    public void add(FloatBuffer predictions, FloatBuffer targets, int batch) {
        int targetWidth = targetSigmas ? 2 * width : width;
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < width; i++) {
                double sigma = Gaussian.sigma(predictions.get(2 * row * width + width + i));
                int target = row * targetWidth + i;
                double error = predictions.get(2 * row * width + i) - targets.get(target);
                squares += error * error;
                sigmas += sigma;
                covered += Math.abs(error) <= sigma ? 1 : 0;
                double off = targetSigmas ? sigma - targets.get(target + width) : 0;
                sigmaSquares += off * off;
            }
        }
        count += (long) batch * width;
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        values.put("rmse", Math.sqrt(squares / count));
        values.put("mean_sigma", sigmas / count);
        if (targetSigmas) {
            values.put("sigma_rmse", Math.sqrt(sigmaSquares / count));
        } else {
            values.put("coverage_1sigma", (double) covered / count);
        }
        return values;
    }
}
