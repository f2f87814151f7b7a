package io.epochline.analyzer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.analyzer.AnalyzerException;
import io.epochline.analyzer.TestingCurves;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualsTest {

    private static final int ROWS = 2000;
    private static final int LENGTH = 30;

    @Test
    void normalErrorsOnSmoothTargetsShowNothingButRoughness() {
        Residuals residuals = noisy(error -> error);
        assertThat(residuals.moorsKurtosis()).isCloseTo(1.233, within(0.03));
        assertThat(residuals.outlierShare()).isCloseTo(0.0005, within(0.0003));
        assertThat(residuals.bowleySkewness()).isCloseTo(0, within(0.02));
        assertThat(residuals.coarseShare()).isCloseTo(0.25, within(0.01));
        assertThat(ids(residuals)).containsExactly("rough_predictions");
    }

    @Test
    void cubedErrorsAreHeavyTailed() {
        assertThat(ids(noisy(error -> error * error * error * 100))).contains("heavy_tails");
    }

    @Test
    void aConstantOffsetIsBiasAndBroad() {
        float[] target = targets();
        float[] prediction = new float[target.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < target.length; i += LENGTH) {
            float offset = (float) (0.05 + 0.02 * random.nextGaussian());
            for (int j = i; j < i + LENGTH; j++) {
                prediction[j] = target[j] + offset;
            }
        }
        Residuals residuals = Residuals.of(prediction, target, LENGTH);
        assertThat(residuals.bias()).isCloseTo(2.5, within(0.1));
        assertThat(ids(residuals)).contains("bias", "coarse_errors").doesNotContain("rough_predictions");
    }

    @Test
    void errorsOnOneSideAreSkewed() {
        assertThat(ids(noisy(error -> error > 0 ? 3 * error : error))).contains("skewed_errors");
        assertThat(ids(noisy(error -> error > 0 ? 1.2 * error : error))).doesNotContain("skewed_errors");
    }

    @Test
    void aMovedPeakIsShiftedMass() {
        float[] target = peaks(10);
        assertThat(ids(Residuals.of(peaks(13), target, LENGTH))).contains("shifted_mass");
        assertThat(ids(Residuals.of(peaks(10.3), target, LENGTH))).doesNotContain("shifted_mass");
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 5.4, 8})
    void aWaveInTheErrorsIsPeriodic(double period) {
        Residuals residuals = Residuals.of(waves(period, 0.03), targets(), LENGTH);
        assertThat(residuals.ripple().period()).isCloseTo(period, within(0.05 * period));
        assertThat(ids(residuals)).contains("periodic_errors");
    }

    @Test
    void weakWavesAndDriftsAreNotPeriodic() {
        assertThat(ids(Residuals.of(waves(6, 0.01), targets(), LENGTH))).doesNotContain("periodic_errors");
        assertThat(ids(Residuals.of(waves(30, 0.1), targets(), LENGTH))).doesNotContain("periodic_errors");
    }

    @Test
    void whereErrorsAreIndependentEachFrequencyHoldsItsShare() {
        assertThat(noisy(error -> error).ripple().share()).isCloseTo(4.0 / LENGTH, within(0.01));
    }

    @Test
    void figuresThatMakeNoSenseForTheShapeAreNotNumbers() {
        Residuals residuals = Residuals.of(new float[100], new float[100], 1);
        assertThat(List.of(
                        residuals.roughness(),
                        residuals.shift(),
                        residuals.coarseShare(),
                        residuals.ripple().share()))
                .containsOnly(Double.NaN);
        assertThat(ids(residuals)).isEmpty();
    }

    @Test
    void arraysThatDoNotMatchAreRefused() {
        assertThatThrownBy(() -> Residuals.of(new float[10], new float[12], 2))
                .isInstanceOf(AnalyzerException.class)
                .hasMessageContaining("f32[10]");
    }

    private static Residuals noisy(DoubleUnaryOperator shape) {
        SplittableRandom random = new SplittableRandom(7);
        float[] target = targets();
        float[] prediction = new float[target.length];
        for (int i = 0; i < target.length; i++) {
            prediction[i] = (float) (target[i] + shape.applyAsDouble(0.02 * random.nextGaussian()));
        }
        return Residuals.of(prediction, target, LENGTH);
    }

    /** Targets with noise of deviation 0.015 and a wave whose phase differs from row to row. */
    private static float[] waves(double period, double size) {
        SplittableRandom random = new SplittableRandom(9);
        float[] prediction = targets();
        for (int i = 0; i < prediction.length; i++) {
            double phase = Math.floorDiv(i, LENGTH);
            double wave = size * Math.sin(2 * Math.PI * (i % LENGTH) / period + phase);
            prediction[i] += (float) (wave + 0.015 * random.nextGaussian());
        }
        return prediction;
    }

    private static float[] targets() {
        float[] target = new float[ROWS * LENGTH];
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) (0.5 + 0.3 * Math.sin(i % LENGTH * 0.2 + Math.floorDiv(i, LENGTH)));
        }
        return target;
    }

    private static float[] peaks(double centre) {
        float[] values = new float[10 * LENGTH];
        for (int i = 0; i < values.length; i++) {
            double distance = i % LENGTH - centre;
            values[i] = (float) Math.exp(-distance * distance / 8);
        }
        return values;
    }

    private static List<String> ids(Residuals residuals) {
        return Diagnoser.diagnose(TestingCurves.of(0, epoch -> 0, epoch -> 0), Observations.of(residuals))
                .symptoms()
                .stream()
                .map(Symptom::id)
                .toList();
    }
}
