package io.epochline.analyzer.campaign;

import static io.epochline.analyzer.campaign.CampaignEvents.BASELINE;
import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;
import static io.epochline.analyzer.campaign.CampaignEvents.analyzed;
import static io.epochline.analyzer.campaign.CampaignEvents.analyzedAndChecked;
import static io.epochline.analyzer.campaign.CampaignEvents.baseline;
import static io.epochline.analyzer.campaign.CampaignEvents.cancelled;
import static io.epochline.analyzer.campaign.CampaignEvents.checked;
import static io.epochline.analyzer.campaign.CampaignEvents.failed;
import static io.epochline.analyzer.campaign.CampaignEvents.loss;
import static io.epochline.analyzer.campaign.CampaignEvents.model;
import static io.epochline.analyzer.campaign.CampaignEvents.requested;
import static io.epochline.analyzer.campaign.CampaignEvents.settings;
import static io.epochline.analyzer.campaign.CampaignEvents.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunStatus;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {

    @Test
    void beginsByTrainingTheBaselineAsItStands() {
        Decision decision = Campaign.begin(requested(5, 5));

        assertThat(decision.events()).singleElement().isInstanceOfSatisfying(JobRequested.class, job -> {
            assertThat(job.jobId()).isEqualTo(BASELINE);
            assertThat(job.experimentId()).isEqualTo(EXPERIMENT);
            assertThat(job.spec()).isEqualTo(requested(5, 5).spec().baseline());
            assertThat(job.labels()).containsEntry("role", "baseline");
        });
    }

    @Test
    void triesTheMostPromisingLossesAndModelsInRankOrderOnceTheirListIsClosed() {
        Play play = new Play(requested(2, 1));
        play.tell(succeeded(BASELINE, 0.02));
        play.tell(loss("loss-c", 4, "mae"), model("model-b", 3), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(model("model-a", 5));
        assertThat(play.told()).isEmpty();

        play.tell(analyzedAndChecked("loss-a", "loss-b", "loss-c", "model-a", "model-b"));

        assertThat(play.jobs())
                .extracting(JobRequested::jobId)
                .containsExactly(EXPERIMENT + "-loss-a", EXPERIMENT + "-loss-b", EXPERIMENT + "-model-b");
    }

    @Test
    void changesOneThingOfTheBaselineAndKeepsItsYardstick() {
        Play play = new Play(requested(1, 1));
        TrainingJob baseline = requested(1, 1).spec().baseline();
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber(delta=0.1)"), model("model-a", 2));
        play.tell(analyzedAndChecked("loss-a", "model-a"));

        TrainingJob loss = (TrainingJob) play.jobs().get(0).spec();
        assertThat(loss)
                .usingRecursiveComparison()
                .ignoringFields("name", "loss")
                .isEqualTo(baseline);
        assertThat(loss.loss()).isEqualTo("huber(delta=0.1)");
        assertThat(loss.objective()).isEqualTo("mse");

        TrainingJob model = (TrainingJob) play.jobs().get(1).spec();
        assertThat(model)
                .usingRecursiveComparison()
                .ignoringFields("name", "model")
                .isEqualTo(baseline);
        assertThat(model.model().asText()).isEqualTo("model-a");
        assertThat(play.jobs().get(1).labels())
                .containsEntry("role", "proposal")
                .containsEntry("proposal", "model-a");
    }

    @Test
    void endsWithTheBestOfAllRuns() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(analyzedAndChecked("loss-a", "loss-b"));
        play.tell(succeeded(EXPERIMENT + "-loss-b", 0.015));
        assertThat(play.now()).isInstanceOf(Trying.class);
        play.tell(succeeded(EXPERIMENT + "-loss-a", 0.017));

        ExperimentFinished finished = play.reported();

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.bestRunId()).isEqualTo(EXPERIMENT + "-loss-b");
        assertThat(finished.bestValue()).isEqualTo(0.015);
        assertThat(finished.runs()).isEqualTo(3);
        assertThat(finished.failedRuns()).isZero();
    }

    @Test
    void goesOnWhenProposalsFailOrAreCancelled() {
        Play play = new Play(requested(3, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(loss("loss-c", 3, "mae"));
        play.tell(analyzedAndChecked("loss-a", "loss-b", "loss-c"));
        play.tell(failed(EXPERIMENT + "-loss-a", "no such model"), cancelled(EXPERIMENT + "-loss-b"));
        play.tell(succeeded(EXPERIMENT + "-loss-c", 0.03));

        ExperimentFinished finished = play.reported();

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.failedRuns()).isEqualTo(1);
        assertThat(finished.bestRunId()).as("nothing beat it").isEqualTo(BASELINE);
    }

    @Test
    void proposalThatOnlyEqualsTheBaselineDoesNotWin() {
        Play play = new Play(requested(1, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"));
        play.tell(analyzedAndChecked("loss-a"));
        play.tell(succeeded(EXPERIMENT + "-loss-a", 0.02));

        assertThat(play.reported().bestRunId()).isEqualTo(BASELINE);
    }

    @Test
    void endsWithTheBaselineWhereNothingIsProposed() {
        Play play = new Play(requested(5, 5));
        play.tell(succeeded(BASELINE, 0.02), analyzed(BASELINE));

        assertThat(play.told()).isEmpty();
        assertThat(play.reported().bestRunId()).isEqualTo(BASELINE);
    }

    @Test
    void failsAsItsBaselineFailed() {
        Play play = new Play(requested(5, 5));
        play.tell(failed(BASELINE, "unknown model 'cnn_smal'. Did you mean 'cnn_small'?"));

        ExperimentFinished finished = play.reported();

        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().message()).contains("Did you mean 'cnn_small'?");
        assertThat(finished.bestRunId()).isNull();
        assertThat(finished.failedRuns()).isEqualTo(1);
    }

    @Test
    void failsWhereTheBaselineNeverHadFiniteValue() {
        Play play = new Play(requested(5, 5));
        play.tell(succeeded(BASELINE, Double.NaN));

        assertThat(play.reported().failure().code()).isEqualTo(FailureCode.DIVERGED);
    }

    @Test
    void isCancelledWithItsBaseline() {
        Play play = new Play(requested(5, 5));
        play.tell(cancelled(BASELINE));

        assertThat(play.reported().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void proposalsMayOvertakeTheBaselinesEnd() {
        Play play = new Play(requested(5, 5));
        play.tell(loss("loss-a", 1, "huber"));
        play.tell(analyzedAndChecked("loss-a"));
        assertThat(play.told()).isEmpty();

        play.tell(succeeded(BASELINE, 0.02));

        assertThat(play.jobs()).extracting(JobRequested::jobId).containsExactly(EXPERIMENT + "-loss-a");
    }

    @Test
    void duplicatesLateAndForeignEventsChangeNothing() {
        List<Event> story = List.of(
                succeeded(BASELINE, 0.02),
                loss("loss-a", 1, "huber"),
                analyzed(BASELINE),
                checked("loss-a", null),
                succeeded(EXPERIMENT + "-loss-a", 0.01));
        List<Event> noise = List.of(
                requested(5, 5),
                analyzed(EXPERIMENT + "-loss-a"),
                succeeded("another-run", 0.001),
                checked("loss-zzz", "unknown"),
                cancelled(EXPERIMENT + "-loss-zzz"));
        Play plain = new Play(requested(5, 5));
        Play noisy = new Play(requested(5, 5));

        story.forEach(plain::tell);
        for (int i = 0; i < story.size(); i++) {
            noise.forEach(noisy::tell);
            story.subList(0, i + 1).forEach(noisy::tell);
        }
        noisy.tell(loss("loss-late", 1, "mae"));

        assertThat(noisy.told()).isEqualTo(plain.told());
        assertThat(noisy.reported()).isEqualTo(plain.reported());
        story.forEach(noisy::tell);
        assertThat(noisy.now()).isEqualTo(new Finished(EXPERIMENT));
    }

    @Test
    void whatFailsItsCheckIsNotTriedAndTheNextTakesItsPlace() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(loss("loss-c", 3, "log_cosh"), analyzed(BASELINE));
        play.tell(checked("loss-a", null), checked("loss-c", null));
        assertThat(play.told()).as("a check is missing").isEmpty();

        play.tell(checked("loss-b", "its first step has a loss of NaN"));

        assertThat(play.jobs())
                .extracting(JobRequested::jobId)
                .containsExactly(EXPERIMENT + "-loss-a", EXPERIMENT + "-loss-c");
        assertThat(play.now().candidates())
                .filteredOn(Candidate::refused)
                .singleElement()
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo("its first step has a loss of NaN"));
        play.tell(succeeded(EXPERIMENT + "-loss-a", 0.019), succeeded(EXPERIMENT + "-loss-c", 0.03));
        assertThat(play.now().briefing().ledger().trials())
                .as("nor is it proposed again")
                .extracting(Ledger.Trial::result)
                .containsExactly(Result.HELPED, Result.DID_NOT_HELP, Result.DID_NOT_HELP);
        assertThat(play.reported().runs()).isEqualTo(3);
    }

    @Test
    void whereNothingPassesTheBaselineStands() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), analyzed(BASELINE));
        play.tell(checked("loss-a", "it does not build"));

        assertThat(play.reported().bestRunId()).isEqualTo(BASELINE);
    }

    @Test
    void checksThatAreLateAreToldAsPassedAndTheFirstCounts() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(analyzed(BASELINE), checked("loss-b", "it does not build"));
        Proposing proposing = (Proposing) play.now();
        assertThat(proposing.isChecking()).isTrue();

        play.tell(proposing.unchecked());
        play.tell(checked("loss-a", "too late"), checked("loss-b", null));

        assertThat(play.jobs()).extracting(JobRequested::jobId).containsExactly(EXPERIMENT + "-loss-a");
    }

    @Test
    void whatIsProposedWhileChecksAreMissingIsTriedToo() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), analyzed(BASELINE));
        play.tell(loss("loss-b", 2, "mae"), checked("loss-b", null), checked("loss-a", null));

        assertThat(play.jobs())
                .extracting(JobRequested::jobId)
                .containsExactly(EXPERIMENT + "-loss-a", EXPERIMENT + "-loss-b");
    }

    @Test
    void aStrangersChangeOfWhichNoJobComesIsRefused() {
        Play play = new Play(new CampaignRequested(
                EXPERIMENT,
                new CampaignSpec("spectral", baseline(), 0, 0, 2, 1, 100, null, Confirmation.NONE, null, null)));
        play.tell(
                succeeded(BASELINE, 0.02),
                settings("settings-a", 1, "batch_size", 0),
                settings("settings-b", 2, "batch_size", 8));
        ObjectNode program =
                Json.MAPPER.createObjectNode().put("kind", "command").put("command", "rm");
        play.tell(new SettingsProposed(
                "settings-c", EXPERIMENT, BASELINE, 3, null, program, List.of(), null, null, null, null));
        play.tell(analyzedAndChecked("settings-a", "settings-b", "settings-c"));

        assertThat(play.jobs()).extracting(JobRequested::jobId).containsExactly(EXPERIMENT + "-settings-b");
        assertThat(play.now().candidates().getFirst().refusal()).contains("batch_size");
        assertThat(play.now().candidates().getLast().refused()).isTrue();
    }

    @Test
    void isWhereItsEventsHaveBroughtItWheneverTheyAreReplayed() {
        List<Event> told = new ArrayList<>(
                List.of(requested(1, 0), succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), analyzed(BASELINE)));
        told.add(checked("loss-a", null));
        Play play = new Play(requested(1, 0));
        play.tell(told);

        assertThat(Campaign.replay(told)).contains(play.now());
        told.add(succeeded(EXPERIMENT + "-loss-a", 0.01));
        assertThat(Campaign.replay(told).orElseThrow().standing().isOver()).isTrue();
        assertThat(Campaign.replay(told.subList(1, told.size()))).isEmpty();
    }

    @Test
    void runsOfLongNamedExperimentsHaveValidAndDistinctNames() {
        String experiment = "e".repeat(128);

        assertThat(RunIds.of(experiment, "loss-a")).hasSize(128).isNotEqualTo(RunIds.of(experiment, "loss-b"));
    }
}
