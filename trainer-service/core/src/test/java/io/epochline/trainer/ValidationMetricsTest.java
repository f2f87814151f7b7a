package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.loss.Gaussian;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationMetricsTest {

    @Test
    void valuesAreMeasuredOverAllBatches() {
        ValueMetrics metrics = new ValueMetrics(2);
        metrics.add(floats(1, 2, 0, 0), floats(0, 2, 9, 9), 1);
        metrics.add(floats(3, 4), floats(3, 1), 1);

        assertThat(metrics.values()).containsEntry("mse", 10 / 4.0).containsEntry("mae", 1.0);
        assertThat(metrics.values().get("pearson")).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void theHighestScoreIsTheAnswer() {
        ClassMetrics oneHot = new ClassMetrics(3, 1, true);
        oneHot.add(floats(0.1f, 0.7f, 0.2f, 5, 1, 1), floats(0, 1, 0, 0, 0, 1), 2);
        ClassMetrics indices = new ClassMetrics(2, 2, false);
        indices.add(floats(0, 1, 1, 0, 0, 1, 0, 1), floats(1, 0, 1, 0), 2);

        assertThat(oneHot.values()).containsExactly(entry("accuracy", 0.5));
        assertThat(indices.values()).containsExactly(entry("accuracy", 0.75));
    }

    /** Two numbers a row: errors 1, 0.5, 0 and 2, and sigmas of raw 1 (1.31) but for the last, of raw 2 (2.13). */
    @Test
    void sigmasAreComparedWithTheErrorsOfTheMeans() {
        GaussianMetrics metrics = new GaussianMetrics(2, false);
        metrics.add(floats(1, 0.5f, 1, 1, 3, 2, 1, 2), floats(0, 0, 3, 0), 2);

        Map<String, Double> values = metrics.values();
        assertThat(values.get("rmse")).isCloseTo(Math.sqrt((1 + 0.25 + 4) / 4), within(1e-6));
        assertThat(values.get("mean_sigma")).isCloseTo((3 * Gaussian.sigma(1) + Gaussian.sigma(2)) / 4, within(1e-12));
        assertThat(values.get("coverage_1sigma")).isEqualTo(1.0);

        metrics.add(floats(9, 9, -20, -20), floats(9, 0), 1);
        assertThat(metrics.values().get("coverage_1sigma")).isEqualTo(5 / 6.0);
    }

    @Test
    void sigmasOfTargetsAreComparedToo() {
        GaussianMetrics metrics = new GaussianMetrics(1, true);
        metrics.add(floats(1, 0), floats(1, 1), 1);

        assertThat(metrics.values().get("rmse")).isZero();
        assertThat(metrics.values().get("sigma_rmse")).isCloseTo(1 - Gaussian.sigma(0), within(1e-12));
        assertThat(metrics.values()).doesNotContainKey("coverage_1sigma");
    }

    @Test
    void aPairIsRightWhereThePreferredItemHasTheHigherScore() {
        PairMetrics metrics = new PairMetrics(1);
        metrics.add(floats(2, 1, 2, 1, 1, 1, 0, 9), floats(1, 0.2f, 0, 0.5f), 4);

        assertThat(metrics.values()).containsExactly(entry("ranking_accuracy", 0.5));
        assertThat(new PairMetrics(1).values().get("ranking_accuracy")).isNaN();
    }

    private static FloatBuffer floats(float... values) {
        return FloatBuffer.wrap(values);
    }
}
