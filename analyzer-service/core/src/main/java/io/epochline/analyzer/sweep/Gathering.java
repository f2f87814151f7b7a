package io.epochline.analyzer.sweep;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How closely the elites lie together, which shows an optimum inside a range where ρ sees nothing.
 *
 * @param low least elite
 * @param high greatest elite
 * @param pValue the share of equally many trials, drawn at random from all, that lie at least as closely; the trials
 *     themselves are the yardstick, so where a sampler had gathered all trials, elites that do too are no finding
 */
record Gathering(double low, double high, double pValue) {
    private static final int DRAWS = 5_000;
    private static final long SEED = 0xE117EL;

    /**
     * @param all f64[n], in the scale of the range
     * @param elites f64[k], among them
     */
    static Gathering of(double[] all, double[] elites) {
        double low = Arrays.stream(elites).min().orElseThrow();
        double high = Arrays.stream(elites).max().orElseThrow();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] pool = all.clone();
        int asClose = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            asClose += spread(pool, elites.length, random) <= high - low ? 1 : 0;
        }
        return new Gathering(low, high, asClose / (DRAWS + 1.0));
    }

    double width() {
        return high - low;
    }

    /** Draws without replacement, by the first steps of a shuffle. */
    private static double spread(double[] pool, int count, RandomGenerator random) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(pool.length - i);
            double drawn = pool[j];
            pool[j] = pool[i];
            pool[i] = drawn;
            low = Math.min(low, drawn);
            high = Math.max(high, drawn);
        }
        return high - low;
    }
}
