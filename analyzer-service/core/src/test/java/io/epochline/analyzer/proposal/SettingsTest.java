package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.diagnosis.Observations;
import io.epochline.analyzer.diagnosis.RunFacts;
import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.compute.ir.Shape;
import io.epochline.events.Json;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import io.epochline.events.spec.BatchesSpec;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.events.spec.ScheduleSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String PLAIN = """
            {"kind": "train", "name": "now", "data": {"source": "csv", "path": "d.csv", "target": "y", "group": "series"},
             "model": "mlp", "loss": "mse", "optimizer": {"name": "adam", "lr": 0.01, "beta1": 0.8},
             "epochs": 40, "batch_size": 64}
            """;

    @ParameterizedTest
    @CsvSource({
        "learning_rate_too_high, LowerLearningRate",
        "learning_rate_too_low, HigherLearningRate",
        "divergence, LowerLearningRate",
        "batch_too_large, SmallerBatch",
        "still_improving, MoreEpochs",
        "leakage, SplitByGroup",
        "overfitting, WeightDecay",
    })
    void settingsAnswerSymptomsOfSettings(String symptom, String expected) {
        assertThat(settings(propose(PLAIN, symptom)).getFirst().name()).isEqualTo(expected);
    }

    @Test
    void aProposalIsAJobThatDiffersInOneThing() {
        Proposal lower = named(propose(PLAIN, "learning_rate_too_high"), "LowerLearningRate");
        TrainingJob now = job(PLAIN);
        TrainingJob then = lower.change().on(now, lower.id());
        assertThat(then.optimizer()).isEqualTo(new OptimizerSpec.Adam(0.001, 0.8, null, null, null));
        assertThat(then.name()).isEqualTo("settings-lower-learning-rate");
        assertThat(then.data()).isEqualTo(now.data());
        assertThat(then.epochs()).isEqualTo(40);
    }

    @Test
    void groupsAreKeptTogetherInSplitAndSpreadOverBatches() {
        TrainingJob now = job(PLAIN);
        List<Proposal> proposals = propose(PLAIN, "leakage");
        TrainingJob split = named(proposals, "SplitByGroup").change().on(now, "x");
        assertThat(split.data().split()).isInstanceOf(SplitSpec.Group.class);
        assertThat(split.data().group()).isEqualTo("series");
        TrainingJob batches = named(proposals, "SeriesBatches").change().on(now, "x");
        assertThat(batches.batches()).isEqualTo(new BatchesSpec.Series());
        assertThat(propose(PLAIN.replace(", \"group\": \"series\"", ""), "leakage"))
                .extracting(Proposal::name)
                .doesNotContain("SplitByGroup", "SeriesBatches");
    }

    @Test
    void aScheduleReplacesNoSchedule() {
        TrainingJob now = job(PLAIN);
        Proposal cosine = named(propose(PLAIN, "instability"), "WarmupCosine");
        assertThat(cosine.change().on(now, "x").schedule()).isEqualTo(new ScheduleSpec.Cosine(0.01, 2.0, null));
        String scheduled = PLAIN.replace("\"epochs\"", "\"schedule\": \"cosine\", \"epochs\"");
        assertThat(propose(scheduled.replace("\"cosine\"", "{\"name\": \"cosine\"}"), "instability"))
                .extracting(Proposal::name)
                .doesNotContain("WarmupCosine");
    }

    @Test
    void costIsTheWorkOfAllEpochs() {
        Proposal longer = named(propose(PLAIN, "still_improving"), "MoreEpochs");
        assertThat(longer.cost().relativeWork()).isEqualTo(2);
        assertThat(longer.risk()).isEqualTo("Twice the time.");
    }

    @Test
    void batchesShrinkUntilAnEpochHasSixteenSteps() {
        Diagnosis few = new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                List.of(new Symptom("batch_too_large", "severe", List.of("seen"))),
                Observations.of(new RunFacts(96, 1, 100, 64, null, null, null, null, null, null, null)));
        Proposal smaller = named(Proposer.propose(few, setup(PLAIN)), "SmallerBatch");
        assertThat(smaller.change().on(job(PLAIN), "x").batchSize()).isEqualTo(6);
    }

    @Test
    void withoutAJobNoSettingsAreProposed() {
        CurrentSetup unknown = new CurrentSetup(new TextNode("mlp"), "mse", Shape.of(3), Shape.of(1));
        assertThat(settings(Proposer.propose(diagnosis("divergence"), unknown))).isEmpty();
    }

    @Test
    void whatWasTriedIsNotRepeatedAndShiftsItsFamily() {
        List<Proposal> first = propose(PLAIN, "overfitting");
        Proposal best = first.getFirst();
        Ledger failed = new Ledger(List.of(new Ledger.Trial(best.family(), best.change(), null, Result.of(-0.1))));
        Ledger helped = new Ledger(List.of(new Ledger.Trial("weight-decay", best.change(), null, Result.of(0.2))));

        assertThat(failed.factor(best.family())).isEqualTo(2.0 / 3);
        assertThat(helped.factor("weight-decay")).isEqualTo(4.0 / 3);
        assertThat(failed.factor("another")).isEqualTo(1);

        List<Proposal> next = Proposer.propose(diagnosis("overfitting"), setup(PLAIN), failed, 0);
        assertThat(next).extracting(Proposal::change).doesNotContain(best.change());
        List<Proposal> after = Proposer.propose(diagnosis("overfitting"), setup(PLAIN), helped, 0);
        assertThat(named(after, "WeightDecay").rank())
                .isLessThan(named(first, "WeightDecay").rank());
    }

    @Test
    void whatTrainsLikeALossThatDidNotHelpIsNotProposedEither() {
        Diagnosis tails = diagnosis("heavy_tails");
        Proposal loss = Proposer.propose(tails, setup(PLAIN)).stream()
                .filter(proposal -> proposal.change() instanceof Change.NewLoss)
                .findFirst()
                .orElseThrow();
        String alike = "2*(" + ((Change.NewLoss) loss.change()).expression() + ")";
        Ledger failed = new Ledger(
                List.of(new Ledger.Trial(loss.family(), new Change.NewLoss(alike), job(PLAIN), Result.DID_NOT_HELP)));
        Ledger helped =
                new Ledger(List.of(new Ledger.Trial(loss.family(), new Change.NewLoss(alike), null, Result.HELPED)));

        assertThat(Proposer.propose(tails, setup(PLAIN), failed, 0))
                .extracting(Proposal::change)
                .doesNotContain(loss.change());
        assertThat(Proposer.propose(tails, setup(PLAIN), helped, 0))
                .extracting(Proposal::change)
                .contains(loss.change());
    }

    @Test
    void aRunThatFailedOrGainedAlmostNothingDidNotHelp() {
        Ledger ledger = new Ledger(List.of(
                new Ledger.Trial("robust-loss", new Change.NewLoss("mae"), null, Result.DID_NOT_HELP),
                new Ledger.Trial("robust-loss", new Change.NewLoss("log_cosh"), null, Result.of(0.001))));
        assertThat(ledger.factor("robust-loss")).isEqualTo(0.5);
    }

    private static List<Proposal> propose(String job, String... symptoms) {
        return Proposer.propose(diagnosis(symptoms), setup(job));
    }

    private static List<Proposal> settings(List<Proposal> proposals) {
        return proposals.stream()
                .filter(proposal -> proposal.change() instanceof Change.NewSettings)
                .toList();
    }

    private static Proposal named(List<Proposal> proposals, String name) {
        return proposals.stream()
                .filter(proposal -> proposal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CurrentSetup setup(String job) {
        return new CurrentSetup(new TextNode("mlp"), "mse", Shape.of(3), Shape.of(1), job(job));
    }

    private static TrainingJob job(String text) {
        try {
            return (TrainingJob) Json.MAPPER.readValue(text, JobSpec.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Diagnosis diagnosis(String... symptoms) {
        return new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                Arrays.stream(symptoms)
                        .map(id -> new Symptom(id, "severe", List.of("seen " + id)))
                        .toList());
    }
}
