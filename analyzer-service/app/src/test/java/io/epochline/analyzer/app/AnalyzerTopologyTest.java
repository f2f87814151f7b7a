package io.epochline.analyzer.app;

import static io.epochline.analyzer.campaign.CampaignEvents.BASELINE;
import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;
import static io.epochline.analyzer.campaign.CampaignEvents.failed;
import static io.epochline.analyzer.campaign.CampaignEvents.requested;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.run.RunFolders;
import io.epochline.analyzer.run.TestingStore;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.StudyRequested;
import io.epochline.events.Topic;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AnalyzerTopologyTest {
    private final TestingStore store = new TestingStore();
    private final TestingTopology topology = new TestingTopology(store);

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void campaignGoesFromItsRequestToItsReport() {
        topology.tell(requested(2, 1));
        assertThat(jobs()).extracting(JobRequested::jobId).containsExactly(BASELINE);

        topology.tell(run("baseline", 0.02, "baseline"));
        topology.settle();
        List<Event> analysis = topology.told(Topic.ANALYSIS);
        assertThat(analysis.getLast()).isInstanceOf(RunAnalyzed.class);
        assertThat(analysis).hasAtLeastOneElementOfType(ModelProposed.class);
        List<JobRequested> proposals = jobs();
        assertThat(proposals).hasSize(3);
        assertThat(proposals.get(0).jobId()).isEqualTo(EXPERIMENT + "-" + first(analysis));

        double value = 0.019;
        for (JobRequested job : proposals) {
            assertThat(topology.told(Topic.EXPERIMENTS)).isEmpty();
            topology.tell(RunFolders.succeeded(store, EXPERIMENT, job.jobId(), value, job.labels()));
            value -= 0.001;
        }

        ExperimentFinished finished = finished();
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.runs()).isEqualTo(4);
        assertThat(finished.bestRunId()).isEqualTo(proposals.get(2).jobId());
        finished.report().forEach(ref -> assertThat(store.get(ref)).isNotEmpty());
        assertThat(topology.rows(CampaignDesk.STORE)).containsExactly(EXPERIMENT);
        assertThat(topology.pending()).isEmpty();
    }

    @Test
    @Timeout(60)
    void everyProposalIsCheckedByATrainingStepSomeTimeAfterItWasTold() {
        topology.tell(run("baseline", 0.02, "baseline"));
        List<String> proposed = topology.told(Topic.ANALYSIS).stream()
                .map(AnalyzerTopologyTest::proposalId)
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(proposed).hasSizeGreaterThan(5);

        while (topology.checked().isEmpty()) {
            topology.pass(Duration.ofSeconds(1));
        }

        assertThat(topology.checked())
                .extracting(ProposalChecked::proposalId)
                .containsExactlyInAnyOrderElementsOf(proposed);
        assertThat(topology.checked()).allMatch(ProposalChecked::passed);
        assertThat(topology.rows(PendingWork.STORE)).isEmpty();
    }

    @Test
    @Timeout(60)
    void aCheckThatNeverComesIsWaitedForNoLongerThanSoLong() {
        topology.tell(requested(0, 1));
        jobs();
        topology.tell(CampaignEvents.model("model-of-a-stranger", 1), run("baseline", 0.02, "baseline"));
        topology.settle("step:");
        topology.pass(CampaignDesk.PATIENCE.minusSeconds(2));
        assertThat(jobs()).as("nobody checks the stranger's proposal").isEmpty();

        topology.pass(Duration.ofSeconds(3));

        assertThat(jobs()).extracting(JobRequested::jobId).containsExactly(EXPERIMENT + "-model-of-a-stranger");
        assertThat(topology.checked())
                .extracting(ProposalChecked::id)
                .doesNotHaveDuplicates()
                .contains(BASELINE + ":checked:model-of-a-stranger");
    }

    @Test
    void everythingToldTwiceChangesNothing() {
        List<Event> told = new ArrayList<>();
        RunFinished baseline = run("baseline", 0.02, "baseline");
        for (int times = 0; times < 2; times++) {
            topology.tell(requested(1, 0), baseline);
            topology.settle();
            told.addAll(jobs());
            told.addAll(topology.told(Topic.ANALYSIS));
        }
        assertThat(told).extracting(Event::id).doesNotHaveDuplicates();

        RunFinished proposal = RunFolders.succeeded(
                store, EXPERIMENT, ((JobRequested) told.get(1)).jobId(), 0.01, Map.of("role", "proposal"));
        topology.tell(proposal, proposal, baseline, requested(1, 0));

        assertThat(topology.told(Topic.EXPERIMENTS)).hasSize(1);
        assertThat(topology.told(Topic.ANALYSIS)).singleElement().isInstanceOf(RunAnalyzed.class);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void campaignWhoseBaselineFailsIsReportedAndEnds() {
        topology.tell(requested(1, 1), failed(BASELINE, "unknown model"));

        assertThat(finished().failure().message()).isEqualTo("unknown model");
        assertThat(topology.told(Topic.ANALYSIS)).isEmpty();
        assertThat(store.stat("experiments/" + EXPERIMENT + "/report.md")).isPresent();
    }

    @Test
    void whileTheStoreIsAwayEventsAreTakenAndNothingIsLost() {
        topology.tell(requested(1, 0));
        jobs();
        RunFinished baseline = run("baseline", 0.02, "baseline");
        store.away(true);

        topology.tell(baseline);
        topology.pass(Duration.ofSeconds(5));
        topology.tell(new StudyRequested("s1", study()));
        assertThat(topology.told(Topic.ANALYSIS)).isEmpty();
        assertThat(topology.rows(StudyDesk.STORE)).containsExactly("s1");

        store.away(false);
        topology.pass(Duration.ofSeconds(1));
        assertThat(topology.told(Topic.ANALYSIS).getLast()).isInstanceOf(RunAnalyzed.class);
        topology.settle();
        JobRequested proposal = jobs().get(0);

        RunFinished last = RunFolders.succeeded(store, EXPERIMENT, proposal.jobId(), 0.01, proposal.labels());
        store.away(true);
        topology.tell(last);
        assertThat(topology.told(Topic.EXPERIMENTS))
                .as("no end without a report")
                .isEmpty();
        store.away(false);
        topology.pass(Duration.ofSeconds(1));
        assertThat(finished().bestRunId()).isEqualTo(proposal.jobId());
    }

    @Test
    void finishedStudyIsAnsweredOnceWithRefinedSpace() {
        topology.tell(new StudyRequested("s1", study()));
        for (int trial = 0; trial < 3; trial++) {
            topology.tell(RunFolders.succeeded(
                    store,
                    "s1",
                    "s1-trial-" + trial,
                    0.1 + trial,
                    Map.of("role", "trial", "trial", Integer.toString(trial))));
        }
        assertThat(topology.told(Topic.ANALYSIS)).hasSize(3).hasOnlyElementsOfType(RunAnalyzed.class);
        ExperimentFinished over = new ExperimentFinished(
                "s1", "study", RunStatus.SUCCEEDED, null, 3, 0, "val_loss", "s1-trial-0", 0.1, null, List.of());

        topology.tell(over, over);

        assertThat(topology.told(Topic.ANALYSIS))
                .singleElement()
                .isInstanceOfSatisfying(SearchSpaceRefined.class, refined -> {
                    assertThat(refined.space()).containsOnlyKeys("optimizer.lr");
                    assertThat(JobFile.read(
                                    new String(store.get(refined.yaml()), StandardCharsets.UTF_8), "refined.yaml"))
                            .isInstanceOf(StudySpec.class);
                });
    }

    @Test
    void runOnItsOwnIsAnsweredWithProposalsAndNoJobs() {
        topology.tell(RunFolders.succeeded(store, "r1", "r1", 0.02, Map.of()));

        assertThat(topology.told(Topic.ANALYSIS)).hasAtLeastOneElementOfType(LossProposed.class);
        assertThat(jobs()).isEmpty();
        assertThat(topology.told(Topic.EXPERIMENTS)).isEmpty();
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAndTheNextIsTaken() {
        topology.tellRaw(Topic.RUNS, "x", "{}");
        topology.tell(requested(1, 0));

        assertThat(topology.deadLetters(Topic.RUNS))
                .singleElement()
                .asString()
                .contains("expected a CloudEvent in binary mode");
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void stateHasOneRowPerRun() {
        topology.tell(requested(3, 2), run("baseline", 0.02, "baseline"));
        topology.settle();
        int proposals = jobs().size() - 1;

        assertThat(topology.rows(CampaignDesk.STORE)).hasSize(1 + proposals).contains(EXPERIMENT);
        assertThat(topology.rows(RunDesk.STORE)).containsExactly(EXPERIMENT + "/" + BASELINE);
    }

    private RunFinished run(String suffix, double value, String role) {
        return RunFolders.succeeded(store, EXPERIMENT, EXPERIMENT + "-" + suffix, value, Map.of("role", role));
    }

    private List<JobRequested> jobs() {
        return topology.told(Topic.TRAINING_JOBS).stream()
                .map(JobRequested.class::cast)
                .toList();
    }

    private ExperimentFinished finished() {
        List<Event> told = topology.told(Topic.EXPERIMENTS);
        assertThat(told).hasSize(1);
        return (ExperimentFinished) told.get(0);
    }

    private static String first(List<Event> analysis) {
        return analysis.stream()
                .filter(event -> !(event instanceof SettingsProposed))
                .map(AnalyzerTopologyTest::proposalId)
                .findFirst()
                .orElseThrow();
    }

    private static String proposalId(Event event) {
        return switch (event) {
            case LossProposed loss -> loss.proposalId();
            case ModelProposed model -> model.proposalId();
            case SettingsProposed settings -> settings.proposalId();
            default -> "";
        };
    }

    private static StudySpec study() {
        return (StudySpec) JobFile.read("""
                kind: study
                name: s
                sampler: random
                trials: 3
                job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
                space:
                  optimizer.lr: {type: float, low: 1.0e-4, high: 0.1, log: true}
                """, "study.yaml");
    }
}
