package io.epochline.compute.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ComputeException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HutchinsonTest {

    private static final int SIZE = 10;

    @Test
    void isExactOnADiagonalMatrixFromOneProbeOn() {
        double[] diagonal = {3, -0.1, 1e-12, 0, 1e12, 1.0 / 3};
        LinearOperator matrix = vector -> IntStream.range(0, vector.length)
                .mapToDouble(i -> diagonal[i] * vector[i])
                .toArray();

        for (int probes : new int[] {1, 7}) {
            DiagonalEstimate estimate =
                    Hutchinson.diagonal(matrix, diagonal.length, probes, new SplittableRandom(probes));

            assertThat(estimate.diagonal()).containsExactly(diagonal);
            assertThat(estimate.products()).isEqualTo(probes);
            assertThat(estimate.negatives()).isEqualTo(1);
        }
    }

    @Test
    void allVectorsOfSignsTogetherGiveTheDiagonal() {
        double[][] matrix = symmetric(new SplittableRandom(1));

        double[] mean = Hutchinson.diagonal(product(matrix), SIZE, allSigns()).diagonal();

        for (int i = 0; i < SIZE; i++) {
            assertThat(mean[i]).isCloseTo(matrix[i][i], within(1e-10));
        }
    }

    @Test
    void theErrorFallsWithTheRootOfTheNumberOfProbesAsItSays() {
        double[][] matrix = symmetric(new SplittableRandom(2));
        int[] counts = {8, 32, 128, 512, 2048};
        double[] error = new double[counts.length];
        double[] claimed = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            for (int seed = 0; seed < 60; seed++) {
                DiagonalEstimate estimate =
                        Hutchinson.diagonal(product(matrix), SIZE, counts[k], new SplittableRandom(1000 * k + seed));
                for (int i = 0; i < SIZE; i++) {
                    error[k] += Math.pow(estimate.diagonal()[i] - matrix[i][i], 2);
                    claimed[k] += Math.pow(estimate.standardError()[i], 2);
                }
            }
        }

        assertThat(slope(counts, error) / 2).isCloseTo(-0.5, within(0.05));
        for (int k = 0; k < counts.length; k++) {
            assertThat(Math.sqrt(claimed[k] / error[k])).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        LinearOperator matrix = product(symmetric(new SplittableRandom(3)));

        double[] first =
                Hutchinson.diagonal(matrix, SIZE, 3, new SplittableRandom(5)).diagonal();

        assertThat(Hutchinson.diagonal(matrix, SIZE, 3, new SplittableRandom(5)).diagonal())
                .containsExactly(first);
        assertThat(Hutchinson.diagonal(matrix, SIZE, 3, new SplittableRandom(6)).diagonal())
                .isNotEqualTo(first);
    }

    @Test
    void oneElementIsItsOwnCurvatureAndOneProbeKnowsNoError() {
        DiagonalEstimate estimate =
                Hutchinson.diagonal(vector -> new double[] {-4 * vector[0]}, 1, 1, new SplittableRandom(0));

        assertThat(estimate.diagonal()).containsExactly(-4);
        assertThat(estimate.standardError()).containsExactly(Double.NaN);
    }

    @Test
    void aProductThatIsNotANumberShows() {
        LinearOperator broken = vector -> new double[] {vector[0], Double.NaN};

        DiagonalEstimate estimate = Hutchinson.diagonal(broken, 2, 4, new SplittableRandom(0));

        assertThat(estimate.isFinite()).isFalse();
        assertThat(estimate.diagonal()[0]).isEqualTo(1);
        assertThat(estimate.diagonal()[1]).isNaN();
    }

    @Test
    void noProbesAreRefused() {
        assertThatThrownBy(() -> Hutchinson.diagonal(vector -> vector, 2, 0, new SplittableRandom(0)))
                .isInstanceOf(ComputeException.class)
                .hasMessage("curvature.probes: expected at least 1, found 0");
    }

    private static Stream<double[]> allSigns() {
        return IntStream.range(0, 1 << SIZE).mapToObj(bits -> IntStream.range(0, SIZE)
                .mapToDouble(i -> (bits >> i & 1) == 1 ? 1 : -1)
                .toArray());
    }

    private static double[][] symmetric(RandomGenerator random) {
        double[][] matrix = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    private static LinearOperator product(double[][] matrix) {
        return vector -> Arrays.stream(matrix)
                .mapToDouble(row -> IntStream.range(0, row.length)
                        .mapToDouble(j -> row[j] * vector[j])
                        .sum())
                .toArray();
    }

    /** Of the straight line through the logarithms. */
    private static double slope(int[] x, double... y) {
        double meanX = Arrays.stream(x).mapToDouble(Math::log).average().orElseThrow();
        double meanY = Arrays.stream(y).map(Math::log).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
            below += Math.pow(Math.log(x[i]) - meanX, 2);
        }
        return above / below;
    }
}
