package io.epochline.compute.loss;

import static io.epochline.compute.loss.TestingLosses.gradient;
import static io.epochline.compute.loss.TestingLosses.loss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses whose lowest place is not where the prediction equals the target. */
class LossMinimumTest {
    private final SplittableRandom random = new SplittableRandom(8);

    /** Of several targets for one prediction: their mean, and their deviation (divisor n). */
    @ParameterizedTest
    @ValueSource(strings = {"gaussian_nll", "Phase1Score"})
    void aSigmaHeadIsBestAtMeanAndDeviationOfTheTargets(String text) {
        Tensor targets = Tensor.of(Shape.of(4, 1), 1, 2, 4, 5);
        double best = raw(Math.sqrt(2.5));
        Tensor prediction = Tensor.of(Shape.of(4, 2), 3, best, 3, best, 3, best, 3, best);

        double[] slopes = gradient(text, prediction, targets);

        assertThat(slopes[0] + slopes[2] + slopes[4] + slopes[6]).isCloseTo(0, within(1e-9));
        assertThat(slopes[1] + slopes[3] + slopes[5] + slopes[7]).isCloseTo(0, within(1e-9));
        double lowest = loss(text, prediction, targets);
        for (double[] move : new double[][] {{0.1, 0}, {-0.1, 0}, {0, 0.1}, {0, -0.1}}) {
            double[] moved = prediction.values().clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += move[i % 2];
            }
            assertThat(loss(text, Tensor.of(Shape.of(4, 2), moved), targets)).isGreaterThan(lowest);
        }
    }

    @Test
    void theDivergenceIsZeroAtTheTargetsMeanAndSigma() {
        Tensor target = Tensor.of(Shape.of(2, 4), 1, -2, 0.5, 2, 0, 3, 0.01, 1);
        double[] same = {1, -2, raw(0.5), raw(2), 0, 3, raw(0.01), raw(1)};

        assertThat(loss("gaussian_kl", Tensor.of(target.shape(), same), target)).isCloseTo(0, within(1e-12));
        assertThat(gradient("gaussian_kl", Tensor.of(target.shape(), same), target))
                .usingComparatorWithPrecision(1e-9)
                .containsOnly(0);
        for (double size : new double[] {1e-3, 0.1, 2}) {
            double[] moved = TestingLosses.moved(same, size, random);
            assertThat(loss("gaussian_kl", Tensor.of(target.shape(), moved), target))
                    .isPositive();
        }
    }

    /** Σ over the target's own Gaussian of −log q is its divergence from q and its entropy: "KL" with point targets. */
    @Test
    void theDivergenceIsTheLikelihoodOfPointsAndAConstant() {
        Tensor prediction = Tensor.of(Shape.of(1, 2), 0.3, -0.2);
        double sigma = Gaussian.sigma(-0.2);
        double spread = 0.4;
        double divergence = loss("gaussian_kl", prediction, Tensor.of(Shape.of(1, 2), 1, spread));
        double ofPoint = loss("gaussian_nll", prediction, Tensor.of(Shape.of(1, 1), 1));

        double average = ofPoint + spread * spread / (2 * sigma * sigma);
        assertThat(divergence).isCloseTo(average - Math.log(spread) - 0.5, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.2", "0.9"})
    void aPairIsBestAtTheLogOddsOfItsShare(double share) {
        double lead = Math.log(share / (1 - share));
        Tensor target = Tensor.of(Shape.of(1, 1), share);

        assertThat(gradient("bradley_terry", Tensor.of(Shape.of(1, 2), lead + 7, 7), target))
                .usingComparatorWithPrecision(1e-12)
                .containsOnly(0);
        double entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
        assertThat(loss("bradley_terry", Tensor.of(Shape.of(1, 2), lead, 0), target))
                .isCloseTo(entropy, within(1e-12));
    }

    @Test
    void aMarginIsKeptByTheItemThatIsPreferred() {
        Shape pair = Shape.of(1, 2);
        Tensor first = Tensor.of(Shape.of(1, 1), 1);
        Tensor second = Tensor.of(Shape.of(1, 1), 0);

        assertThat(loss("margin", Tensor.of(pair, 3, 2), first)).isZero();
        assertThat(loss("margin", Tensor.of(pair, 3, 2.75), first)).isEqualTo(0.75);
        assertThat(loss("margin", Tensor.of(pair, 3, 2), second)).isEqualTo(2);
        assertThat(loss("margin(margin=0)", Tensor.of(pair, 3, 2), second)).isEqualTo(1);
        assertThat(loss("margin", Tensor.of(pair, 3, 2), Tensor.of(Shape.of(1, 1), 0.25)))
                .as("a quarter prefers the first")
                .isEqualTo(1.5);
    }

    @Test
    void smoothedLabelsAreBestAtTheSmoothedShares() {
        double[] logits = {Math.log(0.9 + 0.1 / 3), Math.log(0.1 / 3), Math.log(0.1 / 3)};
        Tensor target = Tensor.of(Shape.of(1, 3), 1, 0, 0);

        assertThat(gradient("SmoothedCrossEntropy", Tensor.of(Shape.of(1, 3), logits), target))
                .usingComparatorWithPrecision(1e-12)
                .containsOnly(0);
    }

    @Test
    void focalLossesWithoutFocusAreCrossEntropies() {
        Tensor logits = Tensor.of(Shape.of(2, 3), 1, -2, 0.5, 3, 0, -1);
        Tensor target = Tensor.of(Shape.of(2, 3), 0, 1, 0, 1, 0, 0);

        assertThat(loss("softmax_focal(gamma=0)", logits, target))
                .isCloseTo(loss("cross_entropy", logits, target), within(1e-12));
        assertThat(loss("2*focal(gamma=0, alpha=0.5)", logits, target))
                .isCloseTo(loss("binary_cross_entropy", logits, target), within(1e-12));
    }

    /** At p = 0.9 the factor (1 − p)² is 1/100 (Lin et al. 2017, section 3.2). */
    @Test
    void whatIsLearntAlreadyCountsForAHundredthOfItsLoss() {
        Tensor sure = Tensor.of(Shape.of(1, 1), Math.log(9));
        Tensor yes = Tensor.of(Shape.of(1, 1), 1);

        assertThat(loss("focal(gamma=2, alpha=1)", sure, yes))
                .isCloseTo(loss("binary_cross_entropy", sure, yes) / 100, within(1e-15));
    }

    @Test
    void equalWeightsLeaveTheErrorAsItIsAndOthersKeepItsMean() {
        Tensor pred = Tensor.of(Shape.of(1, 5), 1, 1, 1, 1, 1);
        Tensor target = Tensor.of(Shape.of(1, 5), 0, 0, 0, 0, 0);
        String weighted = "mean(weighted(square(pred - target), start=3, middle=1, end=5))";

        assertThat(loss(weighted, pred, target)).isCloseTo(1, within(1e-12));
        assertThat(gradient(weighted, pred, target))
                .as("weights 3, 2, 1, 3 and 5 of mean 2.8")
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(3 / 7.0, 2 / 7.0, 1 / 7.0, 3 / 7.0, 5 / 7.0);
        assertThat(loss("mean(weighted(square(pred - target), start=2, middle=2, end=2))", pred, target))
                .isEqualTo(loss("mse", pred, target));
    }

    /** The raw output that stands for a sigma. */
    private static double raw(double sigma) {
        return Math.log(Math.expm1(sigma - 1e-3));
    }
}
