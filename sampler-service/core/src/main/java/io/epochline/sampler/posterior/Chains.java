package io.epochline.sampler.posterior;

import java.util.Arrays;

/** Moments of chains of the same length, {@code [chains][draws]}. */
final class Chains {

    private Chains() {}

    static double mean(double[] chain) {
        return Arrays.stream(chain).average().orElse(Double.NaN);
    }

    static double mean(double[][] chains) {
        return Arrays.stream(chains).mapToDouble(Chains::mean).average().orElse(Double.NaN);
    }

    /** With the divisor n − 1. */
    static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    static double deviation(double[][] chains) {
        return Math.sqrt(
                variance(Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray()));
    }

    static double withinVariance(double[][] chains) {
        return Arrays.stream(chains).mapToDouble(Chains::variance).average().orElse(Double.NaN);
    }

    /** The variance of the chains' means, 0 for a single chain. */
    static double varianceOfMeans(double[][] chains) {
        return chains.length < 2
                ? 0
                : variance(Arrays.stream(chains).mapToDouble(Chains::mean).toArray());
    }

    /** The potential scale reduction of Gelman and Rubin (1992). */
    static double rhat(double[][] chains) {
        double n = chains[0].length;
        double within = withinVariance(chains);
        return Math.sqrt((within * (n - 1) / n + varianceOfMeans(chains)) / within);
    }
}
