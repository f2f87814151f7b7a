package io.epochline.analyzer.campaign;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Student's paired t-test: whether differences are 0 in the mean.
 *
 * @param mean of the differences
 * @param low the lower end of its 95 % confidence interval
 * @param high its upper end
 * @param p two-sided
 */
public record PairedTest(double mean, double low, double high, double p) {

    /** Of fewer than two differences nothing is known: p is 1. */
    public static PairedTest of(double... differences) {
        int n = differences.length;
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        if (n < 2) {
            return new PairedTest(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
        }
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        if (error == 0) {
            return new PairedTest(mean, mean, mean, mean == 0 ? 1 : 0);
        }
        TDistribution t = new TDistribution(n - 1.0);
        double reach = t.inverseCumulativeProbability(0.975) * error;
        return new PairedTest(mean, mean - reach, mean + reach, 2 * t.cumulativeProbability(-Math.abs(mean / error)));
    }
}
