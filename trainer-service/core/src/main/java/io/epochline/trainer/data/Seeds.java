package io.epochline.trainer.data;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Independent random streams from one seed: what is drawn depends on what it is for, never on what came before. */
public final class Seeds {

    private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeds() {}

    /** The stream for one purpose, such as (shuffle of epoch) 7. */
    public static RandomGenerator stream(long seed, long purpose) {
        return ALGORITHM.create(mix(seed + 0x9e3779b97f4a7c15L * (purpose + 1)));
    }

    /** The numbers from 0 to {@code n} − 1 in random order (Fisher and Yates). */
    public static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
