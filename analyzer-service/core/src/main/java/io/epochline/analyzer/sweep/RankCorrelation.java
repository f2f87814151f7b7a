package io.epochline.analyzer.sweep;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, equals sharing their mean rank.
 *
 * <p>The two-sided p-value is the share of pairings with |ρ| at least as large: all n! of them up to n = {@value
 * #EXACT_UP_TO}, else a sample drawn from a fixed seed, counting the pairing at hand among them so that p is never 0
 * (Phipson and Smyth, 2010). Pairings hold under ties, where tables and the t approximation do not.
 *
 * @param rho in [−1, 1]
 * @param pValue in (0, 1]
 */
record RankCorrelation(double rho, double pValue) {
    static final int EXACT_UP_TO = 9;
    private static final int SAMPLED = 20_000;
    private static final long SAMPLED_NUMBERS = 40_000_000;
    private static final long SEED = 0x5EED_0F_5A3EL;
    /** Sums of products of ranks are exact in halves; this only absorbs the subtraction of their mean. */
    private static final double ROUNDING = 1e-9;

    /**
     * The correlation of two variables.
     *
     * @param x f64[n]
     * @param y f64[n], finite like x, n at least 2
     * @return ρ = 0 with p = 1 where x or y never varies
     */
    static RankCorrelation of(double[] x, double[] y) {
        double[] a = centred(ranks(x));
        double[] b = centred(ranks(y));
        double scale = Math.sqrt(dot(a, a) * dot(b, b));
        if (scale == 0) {
            return new RankCorrelation(0, 1);
        }
        double observed = dot(a, b);
        double bound = Math.abs(observed) * (1 - ROUNDING);
        double p = a.length <= EXACT_UP_TO ? exact(a, b, bound) : sampled(a, b, bound);
        return new RankCorrelation(Math.clamp(observed / scale, -1, 1), p);
    }

    /** Ranks from 1; equal values share the mean of the ranks that they take up. */
    static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
        }
        return ranks;
    }

    /** Heap's algorithm: each pairing differs from the last by one exchange. */
    private static double exact(double[] a, double[] b, double bound) {
        double[] shuffled = b.clone();
        int[] counters = new int[shuffled.length];
        long extreme = Math.abs(dot(a, shuffled)) >= bound ? 1 : 0;
        long all = 1;
        for (int i = 1; i < shuffled.length; ) {
            if (counters[i] < i) {
                swap(shuffled, i % 2 == 0 ? 0 : counters[i], i);
                extreme += Math.abs(dot(a, shuffled)) >= bound ? 1 : 0;
                all++;
                counters[i]++;
                i = 1;
            } else {
                counters[i] = 0;
                i++;
            }
        }
        return (double) extreme / all;
    }

    private static double sampled(double[] a, double[] b, double bound) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] shuffled = b.clone();
        int draws = (int) Math.clamp(SAMPLED_NUMBERS / a.length, 1_000, SAMPLED);
        int extreme = 1;
        for (int draw = 0; draw < draws; draw++) {
            for (int i = shuffled.length - 1; i > 0; i--) {
                swap(shuffled, i, random.nextInt(i + 1));
            }
            extreme += Math.abs(dot(a, shuffled)) >= bound ? 1 : 0;
        }
        return extreme / (draws + 1.0);
    }

    private static double[] centred(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
