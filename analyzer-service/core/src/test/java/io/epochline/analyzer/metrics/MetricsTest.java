package io.epochline.analyzer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.epochline.analyzer.TestingCurves;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.RunMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

    private static final double NAN = Double.NaN;

    @Test
    void improvementIsFromTheFirstToTheBestValidationLoss() {
        Curves curves = TestingCurves.losses(new double[] {2, 1, 0.5}, new double[] {2, 0.8, 1});
        assertThat(Metrics.of(curves).improvementRate()).isCloseTo(0.6, within(1e-15));
    }

    @Test
    void improvementFallsBackToTheTrainingLoss() {
        Curves curves = TestingCurves.losses(new double[] {2, 1, 0.5}, new double[] {NAN, NAN, NAN});
        RunMetrics metrics = Metrics.of(curves);
        assertThat(metrics.improvementRate()).isEqualTo(0.75);
        assertThat(metrics.gap()).isNull();
        assertThat(metrics.overfitting()).isNull();
    }

    @Test
    void accuracyImprovesUpwards() {
        Series validation = new Series("val_accuracy", List.of(new Point(1, 0.5), new Point(2, 0.75)));
        Series train = new Series("train_accuracy", List.of(new Point(1, 0.5), new Point(2, 1.0)));
        RunMetrics metrics = Metrics.of(new Curves("epoch", train, validation, Direction.MAX));
        assertThat(metrics.improvementRate()).isEqualTo(0.5);
        assertThat(metrics.gap()).isEqualTo(0.25);
        assertThat(metrics.overfitting()).isEqualTo("likely");
    }

    @ParameterizedTest
    @CsvSource({"1.09, unlikely", "1.11, moderate", "1.19, moderate", "1.21, likely"})
    void overfittingFollowsTheGapAtTheEnd(double validation, String expected) {
        Curves curves = TestingCurves.losses(new double[] {2, 1}, new double[] {2, validation});
        assertThat(Metrics.of(curves).gap()).isCloseTo(validation - 1, within(1e-12));
        assertThat(Metrics.of(curves).overfitting()).isEqualTo(expected);
    }

    @Test
    void theGapUsesTheTrainingLossThenOrLastBefore() {
        Series train = new Series("loss", List.of(new Point(0.5, 1.0), new Point(1.5, 0.5)));
        Series validation = new Series("val_loss", List.of(new Point(1, 1.1)));
        assertThat(Metrics.of(new Curves("epoch", train, validation, Direction.MIN))
                        .gap())
                .isCloseTo(0.1, within(1e-12));
    }

    @Test
    void trendComparesTheLastTwoWindows() {
        assertThat(trend(1, 0.9, 0.8, 0.7, 0.6)).isEqualTo("improving");
        assertThat(trend(1, 0.5, 0.5, 0.5, 0.5)).isEqualTo("plateauing");
        assertThat(trend(1, 0.5, 0.4, 0.5, 0.7)).isEqualTo("diverging");
        assertThat(trend(1, 0.5, 0.4, 0.3, NAN)).isEqualTo("diverging");
    }

    @Test
    void noiseIsNoTrend() {
        Curves curves =
                TestingCurves.of(50, epoch -> 1, epoch -> 1 + (epoch % 2 == 0 ? 0.1 : -0.1) + 0.001 * (epoch % 3));
        assertThat(Metrics.of(curves).trend()).isEqualTo("plateauing");
    }

    @Test
    void stabilityIsTheShareOfMovementThatRemains() {
        assertThat(stability(4, 3, 2, 1)).isEqualTo(1);
        assertThat(stability(4, 2, 3, 1)).isCloseTo(3.0 / 5, within(1e-15));
        assertThat(stability(1, 2, 1, 2)).isZero();
        assertThat(stability(1, 1, 1)).isEqualTo(1);
    }

    @Test
    void notFiniteEpochsAreNeverTheBestAndTheFirstOfEqualsWins() {
        Curves curves = TestingCurves.losses(new double[] {NAN, 2, 1, 1}, new double[] {NAN, 2, 1, 1});
        assertThat(curves.validation().size()).isEqualTo(4);
        assertThat(curves.validation().best(Direction.MIN).orElseThrow().at()).isEqualTo(3);
    }

    @Test
    void aMissingValidationIsNoPoint() {
        Curves curves = TestingCurves.losses(new double[] {3, 2, 1}, new double[] {NAN, 2, NAN});
        assertThat(curves.validation().points()).containsExactly(new Point(2, 2));
    }

    @Test
    void arraysOfDifferentLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curves.ofLosses(new double[2], new double[3], new double[2]))
                .withMessageContaining("epoch is f64[2], but train is f64[3]");
    }

    private static String trend(double... values) {
        return Metrics.of(TestingCurves.losses(values, values)).trend();
    }

    private static double stability(double... values) {
        return Metrics.of(TestingCurves.losses(values, values)).stability();
    }
}
