package io.epochline.compute.loss;

import static io.epochline.compute.loss.TestingLosses.SPECTRA;
import static io.epochline.compute.loss.TestingLosses.gradient;
import static io.epochline.compute.loss.TestingLosses.loss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossNumericsTest {
    /** Worked out by hand for pred = [1, 2, 3] and target = [1, 3, 2], so d = [0, -1, 1]. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mse                     | 0.6666666666666666
            mae                     | 0.6666666666666666
            huber                   | 0.3333333333333333
            huber(delta=0.5)        | 0.25
            pearson                 | 0.5
            tv(pred)                | 1
            tv(0*pred + target)     | 1.5
            second_difference(pred) | 0
            second_difference(0*pred + target) | 9
            quantile(q=0.9)         | 0.3333333333333333
            log_cosh                | 0.28918721953233154
            charbonnier(epsilon=0.75) | 0.3333333333333333
            multi_scale(scales=2)   | 0.4583333333333333
            mae(sort(pred), sort(target)) | 0
            mae(sort(0*pred + target), target) | 0.6666666666666666
            sum(pred)               | 6
            max(pred*target)        | 6
            """)
    void valuesAgreeWithTheFormula(String text, double expected) {
        assertThat(loss(text, Shape.of(1, 3), new double[] {1, 2, 3}, new double[] {1, 3, 2}))
                .isCloseTo(expected, within(1e-7));
    }

    @Test
    void crossEntropyIsTheNegativeLogOfTheProbabilityOfTheClass() {
        double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
        double[] second = {0, 0, 1};

        assertThat(loss("cross_entropy", Shape.of(1, 3), logits, second)).isCloseTo(-Math.log(5.0 / 8), within(1e-12));
        double smoothed = -(0.1 / 3) * (Math.log(1 / 8.0) + Math.log(2 / 8.0)) - (0.9 + 0.1 / 3) * Math.log(5 / 8.0);
        assertThat(loss("cross_entropy(label_smoothing=0.1)", Shape.of(1, 3), logits, second))
                .isCloseTo(smoothed, within(1e-12));
    }

    @Test
    void pearsonDoesNotSeeScaleAndShift() {
        SplittableRandom random = new SplittableRandom(5);
        double[] pred = TestingGradients.random(SPECTRA, random).values();
        double[] target = TestingGradients.random(SPECTRA, random).values();
        double plain = loss("pearson", SPECTRA, pred, target);

        double[] moved = Arrays.stream(pred).map(value -> 3 * value + 0.5).toArray();
        double[] turned = Arrays.stream(pred).map(value -> -value).toArray();

        assertThat(loss("pearson", SPECTRA, moved, target)).isCloseTo(plain, within(1e-6));
        assertThat(loss("pearson", SPECTRA, turned, target)).isCloseTo(-plain, within(1e-12));
        assertThat(loss("pearson", SPECTRA, target, target)).isCloseTo(1, within(1e-6));
    }

    @Test
    void constantRowsHaveNoCorrelationAndAFiniteGradient() {
        double[] constant = new double[7];
        Arrays.fill(constant, 0.25);
        double[] target = {0, 1, 2, 3, 4, 5, 6};

        assertThat(loss("pearson", Shape.of(1, 7), constant, target)).isCloseTo(0, within(1e-9));
        assertThat(gradient("pearson", Tensor.of(Shape.of(1, 7), constant), Tensor.of(Shape.of(1, 7), target)))
                .usingComparatorWithPrecision(1e5)
                .containsOnly(0);
        assertThat(loss("pearson", Shape.of(1, 7), constant, constant)).isCloseTo(0, within(1e-9));
    }

    @Test
    void totalVariationIsZeroOnConstantsAndDoesNotSeeShifts() {
        double[] constant = {2, 2, 2, 2};
        double[] curve = {0, 3, 1, 1};
        double[] shifted = {5, 8, 6, 6};

        assertThat(loss("tv(pred)", Shape.of(1, 4), constant, curve)).isZero();
        assertThat(loss("tv(pred)", Shape.of(1, 4), shifted, curve))
                .isEqualTo(loss("tv(pred)", Shape.of(1, 4), curve, constant));
    }

    @Test
    void spectralSeesFrequenciesButNotWhereTheySit() {
        double[] peak = {0, 0, 1, 0, 0, 0, 0, 0};
        double[] moved = {0, 0, 0, 0, 0, 1, 0, 0};
        double[] broad = {0, 0.5, 1, 0.5, 0, 0, 0, 0};

        assertThat(loss("spectral", Shape.of(1, 8), moved, peak)).isCloseTo(0, within(1e-12));
        assertThat(loss("spectral", Shape.of(1, 8), broad, peak)).isGreaterThan(0.01);
    }

    @Test
    void wassersteinGrowsWithTheDistanceThatMassMoves() {
        double[] peak = {0, 1, 0, 0, 0, 0, 0, 0};
        double[] near = {0, 0, 1, 0, 0, 0, 0, 0};
        double[] far = {0, 0, 0, 0, 0, 0, 1, 0};
        double one = loss("wasserstein", Shape.of(1, 8), near, peak);

        assertThat(one).isCloseTo(1.0 / 8, within(0.01));
        assertThat(loss("wasserstein", Shape.of(1, 8), far, peak)).isCloseTo(5 * one, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mse",
                "mae",
                "huber",
                "charbonnier",
                "log_cosh",
                "quantile(q=0.8)",
                "multi_scale",
                "wasserstein",
                "spectral",
                "1 - pearson",
                "HuberPearson",
                "QuantileRobust",
                "WassersteinSpectral",
                "MultiScaleSpectral"
            })
    void comparisonsAreLowestAtTheTarget(String text) {
        SplittableRandom random = new SplittableRandom(6);
        double[] target = TestingGradients.random(SPECTRA, random).values();
        double best = loss(text, SPECTRA, target, target);

        assertThat(best).isCloseTo(0, within(1e-6));
        for (double size : new double[] {1e-3, 0.1, 2}) {
            double[] pred = TestingLosses.moved(target, size, random);
            assertThat(loss(text, SPECTRA, pred, target)).isGreaterThan(best);
        }
    }

    @Test
    void quantileIsLowestAtTheQuantile() {
        double[] target = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        double lowest = Double.POSITIVE_INFINITY;
        double at = 0;
        for (double guess = 0; guess < 10; guess += 0.5) {
            double[] pred = new double[10];
            Arrays.fill(pred, guess);
            double value = loss("quantile(q=0.75)", Shape.of(1, 10), pred, target);
            at = value < lowest ? guess : at;
            lowest = Math.min(lowest, value);
        }
        assertThat(at).isEqualTo(7);
    }
}
