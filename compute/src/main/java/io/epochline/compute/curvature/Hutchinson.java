package io.epochline.compute.curvature;

import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The diagonal of a symmetric matrix from products with random signs: {@code mean(z * Hz)}, element by element (Bekas,
 * Kokiopoulou and Saad, 2007, after Hutchinson, 1990). Each sample is the diagonal plus, in row i, {@code sum over j != i
 * of H_ij z_i z_j}, which has mean 0: so it is unbiased, exact at once where H is diagonal, and its variance is the sum of
 * the squares off the diagonal over the number of probes. Signs stay: unlike {@code |Hz|} it tells where H curves
 * downwards.
 */
public final class Hutchinson {

    private Hutchinson() {}

    /**
     * The mean over probes with independent random signs.
     *
     * @param matrix symmetric, {@code [size, size]}
     * @param probes at least 1
     */
    public static DiagonalEstimate diagonal(LinearOperator matrix, int size, int probes, RandomGenerator random) {
        Probes.requireSome(probes);
        return diagonal(
                matrix,
                size,
                Stream.generate(() -> Probes.rademacher(size, random)).limit(probes));
    }

    /**
     * The mean over the probes given. Over all {@code 2^size} vectors of signs it is the diagonal.
     *
     * @param probes vectors of -1 and 1
     */
    public static DiagonalEstimate diagonal(LinearOperator matrix, int size, Stream<double[]> probes) {
        RunningMean mean = new RunningMean(size);
        probes.sequential().forEach(probe -> {
            double[] sample = matrix.apply(probe);
            for (int i = 0; i < size; i++) {
                sample[i] *= probe[i];
            }
            mean.add(sample);
        });
        return mean.estimate();
    }
}
