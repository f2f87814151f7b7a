package io.epochline.analyzer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.analyzer.TestingCurves;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Symptom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule on a curve that shows its symptom, and on one that nearly does. */
class DiagnoserTest {

    private static final double NAN = Double.NaN;

    @Test
    void aHealthyRunIsOnlyDoneOrStillImproving() {
        assertThat(Diagnoser.diagnose(TestingCurves.healthy()).symptoms())
                .allMatch(symptom -> symptom.severity().equals("info"));
    }

    @Test
    void overfittingIsSeenFromTheBestEpochOn() {
        Curves curves = TestingCurves.of(20, epoch -> 1.0 / epoch, epoch -> 0.5 + 0.01 * Math.abs(epoch - 7));
        Symptom symptom = symptom(curves, "overfitting");
        assertThat(symptom.severity()).isEqualTo("severe");
        assertThat(symptom.evidence().getFirst())
                .contains("from epoch 7 on", "0.5000 at epoch 7", "0.6300 at epoch 20");
    }

    @Test
    void aStoryOfThreePrintedEpochsIsOverfittingAndNotSlowLearning() {
        Series train =
                new Series("train_accuracy", List.of(new Point(1, 52.0), new Point(2, 54.2), new Point(7, 61.5)));
        Series validation =
                new Series("val_accuracy", List.of(new Point(1, 51.5), new Point(2, 50.5), new Point(7, 43.6)));
        assertThat(ids(new Curves("epoch", train, validation, Direction.MAX))).containsExactly("overfitting");
    }

    @Test
    void aShortRunWhoseLastEpochBouncesIsNoOverfitting() {
        double[] train = {1, 0.8, 0.7, 0.65};
        double[] validation = {1, 0.8, 0.7, 0.76};
        assertThat(ids(TestingCurves.losses(train, validation))).doesNotContain("overfitting");
    }

    @Test
    void validationThatJittersAboveItsBestIsNoOverfitting() {
        Curves curves = TestingCurves.of(20, epoch -> 1 - 0.01 * epoch, epoch -> 0.9 + (epoch % 2 == 0 ? 0.02 : 0));
        assertThat(ids(curves)).doesNotContain("overfitting");
    }

    @Test
    void validationThatRisesWithTrainingIsNoOverfitting() {
        Curves curves = TestingCurves.of(10, epoch -> 1 + 0.02 * epoch, epoch -> 1 + 0.02 * epoch);
        assertThat(ids(curves)).doesNotContain("overfitting");
    }

    @Test
    void aWideningGapOverAStandingValidationIsOverfitting() {
        Curves curves =
                TestingCurves.of(20, epoch -> 1 / Math.sqrt(epoch), epoch -> Math.max(0.5, 1 / Math.sqrt(epoch)));
        assertThat(symptom(curves, "overfitting").evidence().getFirst()).contains("the gap between");
    }

    @Test
    void aGapThatTrainingHardlyWidensAnyMoreIsNoOverfitting() {
        Curves curves = TestingCurves.of(
                24,
                epoch -> Math.max(0.69 - 0.0002 * epoch * epoch, 1.1 / epoch),
                epoch -> Math.max(0.78, 1.2 / Math.sqrt(epoch)));
        assertThat(curves.train().last().orElseThrow().value()).isCloseTo(0.5748, within(1e-9));
        assertThat(ids(curves)).doesNotContain("overfitting");
    }

    @Test
    void divergenceIsAValueThatIsNotFinite() {
        Curves curves = TestingCurves.losses(new double[] {1, 0.9, NAN}, new double[] {1, 0.9, NAN});
        assertThat(symptom(curves, "divergence").evidence().getFirst()).contains("train_loss is NaN at epoch 3");
        assertThat(ids(curves)).contains("learning_rate_too_high");
    }

    @Test
    void divergenceIsTrainingThatEndsWorseThanItBegan() {
        assertThat(ids(trainOnly(1, 0.9, 1.2, 1.3))).contains("divergence");
        assertThat(ids(trainOnly(1, 0.9, 1.05, 1.08))).doesNotContain("divergence");
        assertThat(ids(trainOnly(1, 0.9, 0.8, 1.3))).doesNotContain("divergence");
    }

    @Test
    void instabilityNeedsManyJumps() {
        assertThat(ids(trainOnly(1, 0.5, 0.9, 0.4, 0.8, 0.3, 0.7, 0.3)))
                .contains("instability", "learning_rate_too_high");
        assertThat(ids(trainOnly(1, 0.5, 0.9, 0.4, 0.38, 0.36, 0.34, 0.33))).doesNotContain("instability");
    }

    @Test
    void theLastDigitsOfAConvergedLossAreNoInstability() {
        Curves curves = TestingCurves.of(30, epoch -> Math.exp(-epoch) + (epoch % 2 == 0 ? 1e-4 : 2e-4), epoch -> NAN);
        assertThat(ids(curves)).doesNotContain("instability");
    }

    @Test
    void aLossThatDoublesAtOncePointsAtTheLearningRate() {
        assertThat(ids(trainOnly(1, 2.5, 1.5, 0.9))).contains("learning_rate_too_high");
        assertThat(ids(trainOnly(1, 1.9, 1.5, 0.9))).doesNotContain("learning_rate_too_high");
    }

    @Test
    void aStraightSlowLinePointsAtALowLearningRate() {
        assertThat(ids(TestingCurves.of(10, epoch -> 1 - 0.01 * epoch, epoch -> 1 - 0.01 * epoch)))
                .contains("learning_rate_too_low");
        assertThat(ids(TestingCurves.of(10, epoch -> 0.9 + 0.1 / epoch, epoch -> 0.9 + 0.1 / epoch)))
                .doesNotContain("learning_rate_too_low");
        assertThat(ids(TestingCurves.of(10, epoch -> 1 - 0.08 * epoch, epoch -> 1 - 0.08 * epoch)))
                .doesNotContain("learning_rate_too_low");
    }

    @Test
    void slowLearningIsLessThanTenPercent() {
        assertThat(symptom(trainOnly(1, 0.95, 0.92), "slow_learning").severity())
                .isEqualTo("warning");
        assertThat(symptom(trainOnly(1, 0.999, 0.998), "slow_learning").severity())
                .isEqualTo("severe");
        assertThat(ids(trainOnly(1, 0.95, 0.89))).doesNotContain("slow_learning");
    }

    @Test
    void aPlateauLastsFiveValuesAndAQuarterOfTheRun() {
        assertThat(symptom(trainOnly(1, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7), "plateau")
                        .severity())
                .isEqualTo("warning");
        assertThat(symptom(trainOnly(1, 0.5, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2), "plateau")
                        .severity())
                .isEqualTo("info");
        assertThat(ids(trainOnly(1, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7))).doesNotContain("plateau");
    }

    @Test
    void stillImprovingEndsAtItsBest() {
        assertThat(ids(trainOnly(1, 0.8, 0.6, 0.4, 0.3))).contains("still_improving");
        assertThat(ids(trainOnly(1, 0.8, 0.6, 0.598, 0.597))).doesNotContain("still_improving");
    }

    @Test
    void emptyAndSinglePointCurvesHaveNoSymptoms() {
        assertThat(ids(TestingCurves.of(0, epoch -> 0, epoch -> 0))).isEmpty();
        assertThat(ids(trainOnly(1))).isEmpty();
    }

    private static Curves trainOnly(double... train) {
        return TestingCurves.of(train.length, epoch -> train[epoch - 1], epoch -> NAN);
    }

    private static List<String> ids(Curves curves) {
        return Diagnoser.diagnose(curves).symptoms().stream().map(Symptom::id).toList();
    }

    private static Symptom symptom(Curves curves, String id) {
        return Diagnoser.diagnose(curves).symptom(id).orElseThrow();
    }
}
