package io.epochline.analyzer.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers of SciPy 1.17.1:
 *
 * <pre>{@code
 * from scipy.stats import spearmanr, permutation_test
 * rho = spearmanr(x, y).statistic
 * p = permutation_test((x,), lambda a: spearmanr(a, y).statistic, permutation_type='pairings', n_resamples=np.inf).pvalue
 * }</pre>
 */
class RankCorrelationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3 4 5 | 5 6 7 8 7 | 0.8207826816681233 | 0.13333333333333333",
                "0.3 0.1 0.9 0.4 0.7 0.2 0.8 | 1.2 3.4 0.5 2.2 1.1 3.0 0.4 | -0.9285714285714288 | 0.006746031746031746",
                "1 1 2 2 3 3 4 4 | 2 1 4 3 3 5 5 6 | 0.8889566369846307 | 0.009523809523809525",
                "16 16 32 32 64 64 16 32 | .28 .27 .24 .25 .2 .22 .25 .26 | -0.8365160106923109 | 0.014285714285714285"
            })
    void agreesWithScipyExactlyOnFewTrials(String x, String y, double rho, double p) {
        RankCorrelation correlation = RankCorrelation.of(numbers(x), numbers(y));

        assertThat(correlation.rho()).isCloseTo(rho, within(1e-12));
        assertThat(correlation.pValue()).isCloseTo(p, within(1e-12));
    }

    /** {@code permutation_test(…, n_resamples=200000, rng=default_rng(11)).pvalue} is 0.24508. */
    @Test
    void agreesWithScipyWithinSamplingErrorOnManyTrials() {
        double[] x = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
        double[] y = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4};

        RankCorrelation correlation = RankCorrelation.of(x, y);

        assertThat(correlation.rho()).isCloseTo(0.270669003247822, within(1e-12));
        assertThat(correlation.pValue()).isCloseTo(0.24508, within(0.01));
        assertThat(RankCorrelation.of(x, y)).as("told twice").isEqualTo(correlation);
    }

    @Test
    void isSymmetricAndTurnsItsSignWithTheOrder() {
        double[] x = {4, 1, 3, 9, 7, 8};
        double[] y = {2, 2, 5, 7, 6, 1};
        double[] reversed = {-2, -2, -5, -7, -6, -1};

        assertThat(RankCorrelation.of(y, x)).isEqualTo(RankCorrelation.of(x, y));
        assertThat(RankCorrelation.of(x, reversed).rho())
                .isEqualTo(-RankCorrelation.of(x, y).rho());
        assertThat(RankCorrelation.of(x, x).rho()).isEqualTo(1);
    }

    @Test
    void constantParameterIsUncorrelated() {
        assertThat(RankCorrelation.of(new double[] {5, 5, 5}, new double[] {1, 2, 3}))
                .isEqualTo(new RankCorrelation(0, 1));
    }

    /** Of 400 independent pairs about one in twenty has p below 0.05: 20 with a deviation of 4.4. */
    @Test
    void promisesNoMoreFalsePositivesThanItSays() {
        Random random = new Random(5);
        long below = IntStream.range(0, 400)
                .filter(i -> RankCorrelation.of(
                                        random.doubles(7).toArray(),
                                        random.doubles(7).toArray())
                                .pValue()
                        < 0.05)
                .count();

        assertThat(below).isBetween(7L, 33L);
    }

    @Test
    void equalsShareTheirMeanRank() {
        assertThat(RankCorrelation.ranks(new double[] {10, 30, 20, 20, 30, 30})).containsExactly(1, 5, 2.5, 2.5, 5, 5);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.trim().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
