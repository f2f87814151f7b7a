package io.epochline.analyzer.campaign;

import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.analyzer.proposal.Ledger.Trial;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.compute.ir.Shape;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunMetrics;
import io.epochline.events.SettingsProposed;
import io.epochline.events.Symptom;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.CampaignSpec.Halving;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Campaigns of several rounds with the real proposer, which is told what was tried. */
class LearningTest {

    private final List<Briefing> briefings = new ArrayList<>();

    /** Clipping gains a fifth, any loss but the first a tenth, another batch size nothing; all else is worse. */
    private static double value(TrainingJob job) {
        double level = 0.02;
        level *= job.clipNorm() != null ? 0.8 : 1;
        level *= job.loss().equals("mse") ? 1 : 0.9;
        level *= job.model().isTextual() ? 1 : 1.3;
        level *= job.optimizer().lr() == 1e-3 ? 1 : 1.2;
        return level * (1 + 1e-3 * (job.seed() % 5) + 1e-5 * (job.hashCode() % 7));
    }

    private List<? extends Event> propose(JobRequested asked, Briefing briefing) {
        briefings.add(briefing);
        TrainingJob job = (TrainingJob) asked.spec();
        CurrentSetup setup = new CurrentSetup(job.model(), job.loss(), Shape.of(1, 32, 32), Shape.of(2, 2, 30), job);
        Diagnosis diagnosis = new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                List.of(
                        new Symptom("instability", "severe", List.of("it jumps")),
                        new Symptom("heavy_tails", "warning", List.of("outliers"))));
        return Proposer.propose(diagnosis, setup, briefing.ledger(), briefing.seed()).stream()
                .map(proposal -> told(proposal, asked.jobId()))
                .toList();
    }

    private static Event told(Proposal proposal, String run) {
        String id = proposal.id();
        int rank = proposal.rank();
        String name = proposal.name();
        List<String> evidence = proposal.evidence();
        String family = proposal.family();
        return switch (proposal.change()) {
            case Change.NewLoss(String loss) ->
                new LossProposed(id, EXPERIMENT, run, rank, name, loss, evidence, null, null, null, family);
            case Change.NewModel(var model) ->
                new ModelProposed(id, EXPERIMENT, run, rank, name, model, evidence, null, null, null, family);
            case Change.NewSettings(var settings) ->
                new SettingsProposed(id, EXPERIMENT, run, rank, name, settings, evidence, null, null, null, family);
        };
    }

    private Reporting run(World world, Halving halving) {
        return world.run(new CampaignRequested(
                EXPERIMENT,
                new CampaignSpec(
                        "learning",
                        CampaignEvents.baseline(),
                        4,
                        4,
                        4,
                        4,
                        100,
                        halving,
                        new Confirmation(5, 2, 0.05),
                        null,
                        null)));
    }

    private static List<JobRequested> proposals(World world) {
        return world.jobs.stream()
                .filter(job -> "proposal".equals(job.labels().get("role")))
                .toList();
    }

    private static ObjectNode anonymous(JobRequested job) {
        ObjectNode document = Json.MAPPER.valueToTree(job.spec());
        return document.without(List.of("name", "stage"));
    }

    @Test
    void aRoundBuildsOnWhatWonAndTriesOnTopOfItWhatHelpedBeside() {
        World world = new World(this::propose, LearningTest::value);
        Reporting end = run(world, null);

        assertThat(end.rounds().get(0).winner().orElseThrow().proposalId()).isEqualTo("settings-clipped-gradients");
        assertThat(end.rounds().get(1).winner().orElseThrow().proposalId()).startsWith("loss-");
        assertThat(end.progress().remaining()).isLessThan(0.73);
        TrainingJob third = (TrainingJob) world.jobs.stream()
                .filter(job -> job.jobId().endsWith("round3-baseline"))
                .findFirst()
                .orElseThrow()
                .spec();
        assertThat(third.clipNorm()).isEqualTo(1.0);
        assertThat(third.loss()).isNotEqualTo("mse");
    }

    @Test
    void noJobIsTrainedTwiceAndWhatDidNotHelpIsNotRepeated() {
        World world = new World(this::propose, LearningTest::value);
        Reporting end = run(world, null);

        assertThat(proposals(world)).extracting(LearningTest::anonymous).doesNotHaveDuplicates();
        assertThat(proposals(world))
                .extracting(LearningTest::anonymous)
                .doesNotContain(anonymous(world.jobs.getFirst()));
        for (int round = 1; round < end.rounds().size(); round++) {
            List<Change> failed = briefings.get(round).ledger().trials().stream()
                    .filter(trial -> trial.result() == Result.DID_NOT_HELP)
                    .map(Trial::change)
                    .toList();
            assertThat(failed).isNotEmpty();
            assertThat(end.rounds().get(round).candidates())
                    .extracting(Candidate::change)
                    .doesNotContainAnyElementsOf(failed);
        }
    }

    @Test
    void theLedgerTellsWhatEachProposalCameTo() {
        World world = new World(this::propose, LearningTest::value);
        run(world, new Halving(3, 1));

        assertThat(briefings.get(0)).isEqualTo(new Briefing(Ledger.EMPTY, 7));
        List<Trial> first = briefings.get(1).ledger().trials();
        assertThat(briefings.get(1).seed()).isEqualTo(8);
        assertThat(first).hasSize(12).allSatisfy(trial -> {
            assertThat(trial.family()).isNotBlank();
            assertThat(trial.on()).isEqualTo(CampaignEvents.baseline());
        });
        assertThat(first)
                .filteredOn(trial -> trial.result() == Result.HELPED)
                .extracting(Trial::family)
                .contains("clipping");
        assertThat(first)
                .as("of 12 four go on, and of these one")
                .filteredOn(trial -> trial.result() == Result.LEFT_BEHIND)
                .hasSizeBetween(8, 11);
    }

    @Test
    void theSameCampaignLearnsTheSameTwice() {
        World once = new World(this::propose, LearningTest::value);
        run(once, new Halving(2, 3));
        World again = new World(this::propose, LearningTest::value);
        run(again, new Halving(2, 3));

        assertThat(again.jobs).isEqualTo(once.jobs);
    }
}
