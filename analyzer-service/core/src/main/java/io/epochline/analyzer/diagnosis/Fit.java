package io.epochline.analyzer.diagnosis;

import io.epochline.analyzer.AnalyzerException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * How much of the targets predictions explain, and where they do not.
 *
 * @param explained 1 − Σ error² / Σ (target − mean)², the mean of each position over all examples: 0 for the best
 *     constant, below 0 for worse; NaN where targets are constant
 * @param worstChannel number of the channel whose variance is explained least, from 0
 * @param channelRatio its unexplained share over the median of the other channels'; NaN with fewer than two channels
 * @param channelUnexplained its unexplained share
 * @param repeated share of examples whose prediction and target both occurred before, to the last bit: their inputs are
 *     the same; NaN where fewer than ten different predictions tell examples apart
 */
public record Fit(double explained, int worstChannel, double channelRatio, double channelUnexplained, double repeated) {

    /**
     * Compares predictions with targets.
     *
     * @param prediction f32[N, …, L], flat
     * @param target f32[N, …, L], flat
     * @param width values of one example
     * @param length L, of a channel
     */
    public static Fit of(float[] prediction, float[] target, int width, int length) {
        if (prediction.length != target.length || width < 1 || target.length % width != 0 || width % length != 0) {
            throw new AnalyzerException(
                    "predictions f32[%d] and targets f32[%d] must be equally many, in examples of %d and channels of %d"
                            .formatted(prediction.length, target.length, width, length));
        }
        double[] squares = new double[width];
        double[] spread = new double[width];
        measure(prediction, target, squares, spread);
        double[] channels = new double[width / length];
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = sum(squares, channel * length, length) / sum(spread, channel * length, length);
        }
        int worst = worst(channels);
        return new Fit(
                1 - sum(squares, 0, width) / sum(spread, 0, width),
                worst,
                channels.length < 2 ? Double.NaN : channels[worst] / medianOfOthers(channels, worst),
                channels[worst],
                repeated(prediction, target, width));
    }

    private static void measure(float[] prediction, float[] target, double[] squares, double[] spread) {
        int width = squares.length;
        int rows = target.length / width;
        for (int position = 0; position < width; position++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += target[row * width + position] / (double) rows;
            }
            for (int row = 0; row < rows; row++) {
                double value = target[row * width + position];
                double error = prediction[row * width + position] - value;
                squares[position] += error * error;
                spread[position] += (value - mean) * (value - mean);
            }
        }
    }

    private static double sum(double[] values, int from, int count) {
        return Arrays.stream(values, from, from + count).sum();
    }

    private static int worst(double[] channels) {
        int worst = 0;
        for (int channel = 1; channel < channels.length; channel++) {
            worst = channels[channel] > channels[worst] ? channel : worst;
        }
        return worst;
    }

    private static double medianOfOthers(double[] channels, int worst) {
        double[] others = new double[channels.length - 1];
        System.arraycopy(channels, 0, others, 0, worst);
        System.arraycopy(channels, worst + 1, others, worst, others.length - worst);
        Arrays.sort(others);
        return Spread.quantile(others, 0.5);
    }

    private static double repeated(float[] prediction, float[] target, int width) {
        int rows = target.length / width;
        Set<Integer> predictions = new HashSet<>();
        Set<Long> pairs = new HashSet<>();
        for (int row = 0; row < rows; row++) {
            int predicted = hash(prediction, row * width, width);
            predictions.add(predicted);
            pairs.add((long) predicted << 32 | hash(target, row * width, width) & 0xffffffffL);
        }
        return predictions.size() < 10 ? Double.NaN : (rows - pairs.size()) / (double) rows;
    }

    private static int hash(float[] values, int from, int count) {
        int hash = 1;
        for (int i = from; i < from + count; i++) {
            hash = 31 * hash + Float.floatToIntBits(values[i]);
        }
        return hash;
    }
}
