package io.epochline.compute.curvature;

import io.epochline.compute.ComputeException;
import java.util.random.RandomGenerator;

/** Random vectors to multiply with. */
final class Probes {

    private Probes() {}

    /** Each element -1 or 1, with even odds and on its own. */
    static double[] rademacher(int size, RandomGenerator random) {
        double[] probe = new double[size];
        for (int i = 0; i < size; i++) {
            probe[i] = random.nextBoolean() ? 1 : -1;
        }
        return probe;
    }

    static void requireSome(int count) {
        if (count < 1) {
            throw invalid("curvature.probes", "at least 1", count);
        }
    }

    static ComputeException invalid(String name, String expected, Object found) {
        return new ComputeException(
                "bad_curvature", ComputeException.Category.USER, name + ": expected " + expected + ", found " + found);
    }
}
