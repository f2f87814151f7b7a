package io.epochline.analyzer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.TestingCurves;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that need to know more than curves: each where its symptom shows, and where it nearly does. */
class FactRulesTest {

    private static final Curves OVERFITTING =
            TestingCurves.of(20, epoch -> 1.0 / epoch, epoch -> 0.5 + 0.01 * Math.abs(epoch - 7));
    private static final Curves SLOW = TestingCurves.of(20, epoch -> 0.8 + 0.2 / epoch, epoch -> 0.78 + 0.2 / epoch);

    @Test
    void aModelIsTooLargeWhereItOverfitsAndHasManyParametersForEachTarget() {
        RunFacts large = facts(3466, 1, 920_577, 64, 0.0, 0.1);
        Symptom symptom = symptom(OVERFITTING, large, "model_too_large").orElseThrow();
        assertThat(symptom.severity()).isEqualTo("severe");
        assertThat(symptom.evidence())
                .containsExactly(
                        "920,577 parameters learn from 3,466 examples, 265.6 for each number in their targets");
        assertThat(symptom(OVERFITTING, facts(3466, 1, 17_000, 64, 0.0, 0.1), "model_too_large"))
                .isEmpty();
        assertThat(symptom(TestingCurves.healthy(), large, "model_too_large")).isEmpty();
    }

    @Test
    void aModelIsTooSmallWhereItsPredictionsExplainLittleThoughItSeesMuch() {
        RunFacts small = facts(1000, 120, 500, 32, 0.0, 0.0);
        assertThat(Diagnoser.diagnose(TestingCurves.healthy(), fitting(small, 0.6))
                        .symptom("model_too_small"))
                .isPresent();
        assertThat(Diagnoser.diagnose(TestingCurves.healthy(), fitting(small, 0.95))
                        .symptom("model_too_small"))
                .isEmpty();
        assertThat(Diagnoser.diagnose(TestingCurves.healthy(), fitting(facts(1000, 120, 50_000, 32, 0.0, 0.0), 0.6))
                        .symptom("model_too_small"))
                .isEmpty();
    }

    @Test
    void aBatchIsTooLargeWhereEpochsHaveFewStepsAndLearningIsNotDone() {
        assertThat(symptom(SLOW, facts(256, 1, 100, 256, 0.0, 0.0), "batch_too_large"))
                .hasValueSatisfying(symptom -> {
                    assertThat(symptom.severity()).isEqualTo("severe");
                    assertThat(symptom.evidence().getFirst()).contains("make 1 steps an epoch");
                });
        assertThat(symptom(SLOW, facts(256, 1, 100, 16, 0.0, 0.0), "batch_too_large"))
                .isEmpty();
        Curves done =
                TestingCurves.of(20, epoch -> epoch < 5 ? 1.0 / epoch : 0.1, epoch -> epoch < 5 ? 1.0 / epoch : 0.1);
        assertThat(symptom(done, facts(256, 1, 100, 256, 0.0, 0.0), "batch_too_large"))
                .isEmpty();
    }

    @Test
    void muchDropoutOrDecayWithoutAGapIsTooMuch() {
        assertThat(symptom(SLOW, facts(1000, 1, 100, 16, 0.0, 0.6), "over_regularised"))
                .hasValueSatisfying(symptom -> assertThat(symptom.evidence().getFirst())
                        .startsWith("dropout is 0.6000, yet validation is 2.5 % better than training"));
        assertThat(symptom(SLOW, facts(1000, 1, 100, 16, 0.05, 0.0), "over_regularised"))
                .isPresent();
        assertThat(symptom(SLOW, facts(1000, 1, 100, 16, 1e-4, 0.2), "over_regularised"))
                .isEmpty();
        assertThat(symptom(OVERFITTING, facts(1000, 1, 100, 16, 0.0, 0.6), "over_regularised"))
                .isEmpty();
    }

    @Test
    void decayBesideTheStepMayBeLarger() {
        RunFacts decoupled = new RunFacts(1000, 1, 100, 16, 0.1, true, 0.0, null, null, null, null);
        assertThat(symptom(SLOW, decoupled, "over_regularised")).isEmpty();
    }

    @Test
    void doublePrecisionIsOverhead() {
        for (String name : List.of("float64", "torch.float64", "double", "f64")) {
            assertThat(symptom(SLOW, precision(name), "precision_overhead"))
                    .as(name)
                    .isPresent();
        }
        for (String name : List.of("f32", "bf16-mixed", "float32")) {
            assertThat(symptom(SLOW, precision(name), "precision_overhead"))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void aSplitThatIgnoresGroupsLeaks() {
        RunFacts mixed = new RunFacts(null, null, null, null, null, null, null, null, true, null, null);
        assertThat(symptom(SLOW, mixed, "leakage")).isPresent();
        assertThat(symptom(SLOW, RunFacts.UNKNOWN, "leakage")).isEmpty();
    }

    @Test
    void examplesThatAreThereTwiceLeak() {
        Random random = new Random(1);
        float[] target = new float[100];
        float[] prediction = new float[100];
        for (int i = 0; i < 100; i++) {
            target[i] = i < 90 ? random.nextFloat() : target[i - 90];
            prediction[i] = i < 90 ? random.nextFloat() : prediction[i - 90];
        }
        Fit fit = Fit.of(prediction, target, 1, 1);
        assertThat(fit.repeated()).isEqualTo(0.1);
        assertThat(Diagnoser.diagnose(SLOW, with(fit))
                        .symptom("leakage")
                        .orElseThrow()
                        .evidence())
                .containsExactly(
                        "10.0 % of the validation examples are there before, with the same target and the same prediction");
        assertThat(Fit.of(new float[100], target, 1, 1).repeated())
                .as("constant predictions tell nothing apart")
                .isNaN();
    }

    @Test
    void predictionsThatTheMeanBeatsAreWorseThanABaseline() {
        float[] target = {1, 2, 3, 4, 5, 6};
        assertThat(Fit.of(target, target, 1, 1).explained()).isEqualTo(1);
        Fit reversed = Fit.of(new float[] {6, 5, 4, 3, 2, 1}, target, 1, 1);
        assertThat(reversed.explained()).isEqualTo(-3);
        assertThat(Diagnoser.diagnose(SLOW, with(reversed)).symptom("worse_than_baseline"))
                .isPresent();
    }

    @Test
    void accuracyBelowChanceIsWorseThanGuessing() {
        RunFacts two = new RunFacts(null, null, null, null, null, null, null, null, null, 2, null);
        Series validation =
                new Series("val_accuracy", List.of(new Point(1, 51.5), new Point(2, 50.5), new Point(7, 43.6)));
        Curves curves = new Curves("epoch", new Series("train_accuracy", List.of()), validation, Direction.MAX);
        assertThat(Diagnoser.diagnose(curves, Observations.of(two))
                        .symptom("worse_than_baseline")
                        .orElseThrow()
                        .evidence())
                .containsExactly("val_accuracy ends with 43.60 at epoch 7; guessing one of 2 makes 50");
        assertThat(Diagnoser.diagnose(curves).symptom("worse_than_baseline")).isEmpty();
    }

    @Test
    void onePoorChannelIsNamed() {
        Random random = new Random(2);
        float[] target = new float[50 * 4 * 8];
        float[] prediction = new float[target.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) random.nextGaussian();
            double error = i / 8 % 4 == 2 ? 0.6 : 0.1;
            prediction[i] = (float) (target[i] + error * random.nextGaussian());
        }
        Fit fit = Fit.of(prediction, target, 32, 8);
        assertThat(fit.worstChannel()).isEqualTo(2);
        assertThat(fit.channelRatio()).isBetween(25.0, 50.0);
        assertThat(Diagnoser.diagnose(SLOW, with(fit))
                        .symptom("uneven_channels")
                        .orElseThrow()
                        .evidence()
                        .getFirst())
                .startsWith("channel 2 leaves");
    }

    @Test
    void sigmasThatAreHalfAsWideAsTheErrorsAreTooNarrow() {
        Random random = new Random(4);
        float[] target = new float[2000];
        float[] prediction = new float[4000];
        float honest = (float) Math.log(Math.expm1(0.5 - 1e-3));
        for (int i = 0; i < 2000; i++) {
            target[i] = (float) random.nextGaussian();
            prediction[2 * i + 1] = honest;
        }
        Calibration narrow = Calibration.of(prediction, target, 1);
        assertThat(narrow.coverage()).isBetween(0.36, 0.41);
        assertThat(narrow.spread()).isBetween(1.9, 2.1);
        Observations seen = new Observations(
                RunFacts.UNKNOWN, Optional.empty(), Optional.empty(), Optional.of(narrow), Optional.empty());
        assertThat(Diagnoser.diagnose(SLOW, seen)
                        .symptom("miscalibrated_sigma")
                        .orElseThrow()
                        .evidence()
                        .getFirst())
                .contains("too narrow");
    }

    @Test
    void classifiersAreHeldAgainstTheCommonestAnswer() {
        float[] logits = new float[80];
        float[] target = new float[40];
        for (int row = 0; row < 40; row++) {
            logits[2 * row + 1] = 5;
            target[row] = row % 4 == 0 ? 0 : 1;
        }
        Choices choices = Choices.ofClasses(logits, target, 2);
        assertThat(choices).isEqualTo(new Choices(40, 0.75, 0.75, 0.25));
        Observations seen = new Observations(
                RunFacts.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(choices));
        assertThat(Diagnoser.diagnose(SLOW, seen).symptoms())
                .extracting(Symptom::id)
                .contains("worse_than_baseline", "confident_errors");
    }

    @Test
    void pairsOfWhichNeitherIsPreferredDoNotCount() {
        assertThat(Choices.ofPairs(new float[] {1, 0, 0, 4, 1, 2}, new float[] {1, 1, 0.5f}))
                .isEqualTo(new Choices(2, 0.5, 1, 0.5));
    }

    private static Observations with(Fit fit) {
        return new Observations(
                RunFacts.UNKNOWN, Optional.empty(), Optional.of(fit), Optional.empty(), Optional.empty());
    }

    private static Observations fitting(RunFacts facts, double explained) {
        Fit fit = new Fit(explained, 0, Double.NaN, 1 - explained, 0);
        return new Observations(facts, Optional.empty(), Optional.of(fit), Optional.empty(), Optional.empty());
    }

    private static Optional<Symptom> symptom(Curves curves, RunFacts facts, String id) {
        return Diagnoser.diagnose(curves, Observations.of(facts)).symptom(id);
    }

    private static RunFacts facts(
            int rows, int targetSize, int parameters, int batchSize, double decay, double dropout) {
        return new RunFacts(rows, targetSize, parameters, batchSize, decay, false, dropout, "f32", false, null, null);
    }

    private static RunFacts precision(String name) {
        return new RunFacts(null, null, null, null, null, null, null, name, null, null, null);
    }
}
