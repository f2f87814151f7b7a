package io.epochline.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.Event;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.SettingsProposed;
import io.epochline.events.Symptom;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunAnalystTest {
    private static final Map<String, String> BASELINE = Map.of("role", "baseline");
    private final TestingStore store = new TestingStore();
    private final RunAnalyst analyst = new RunAnalyst(store);

    @Test
    void answersBaselineWithRankedProposalsAndThenItsAnalysis() {
        RunFinished run = RunFolders.succeeded(store, "e1", "e1-baseline", 0.02, BASELINE);

        List<Event> events = analyst.analyze(run);

        RunAnalyzed analyzed = (RunAnalyzed) events.getLast();
        assertThat(analyzed.metrics().improvementRate()).isCloseTo(1 - 1 / (1 + 4.0 * 11 / 12), within(1e-9));
        assertThat(analyzed.metrics().trend()).isEqualTo("improving");
        assertThat(analyzed.symptoms()).noneMatch(symptom -> symptom.id().equals(RunAnalyst.INCOMPLETE));
        List<Event> proposals = events.subList(0, events.size() - 1);
        assertThat(proposals).hasAtLeastOneElementOfType(LossProposed.class);
        assertThat(proposals).hasAtLeastOneElementOfType(ModelProposed.class);
        assertThat(proposals.stream().map(RunAnalystTest::rank))
                .isEqualTo(IntStream.rangeClosed(1, proposals.size()).boxed().toList());
        assertThat(analyst.analyze(run)).as("told twice").isEqualTo(events);
    }

    @Test
    void proposesForRunsOnTheirOwnButNotForTrialsAndProposals() {
        RunFinished alone = RunFolders.succeeded(store, "r1", "r1", 0.02, Map.of());
        RunFinished trial = RunFolders.succeeded(store, "e1", "e1-trial-0", 0.02, Map.of("role", "trial"));
        RunFinished proposal = RunFolders.succeeded(store, "e1", "e1-loss-a", 0.02, Map.of("role", "proposal"));

        assertThat(analyst.analyze(alone)).hasSizeGreaterThan(1);
        assertThat(analyst.analyze(trial)).singleElement().isInstanceOf(RunAnalyzed.class);
        assertThat(analyst.analyze(proposal)).singleElement().isInstanceOf(RunAnalyzed.class);
    }

    @Test
    void theMeansOfASigmaHeadAreComparedWithTheTargets() {
        RunFinished run = RunFolders.succeeded(store, "e1", "e1-baseline", 0.02, BASELINE);
        RunLayout layout = RunLayout.of("e1", "e1-baseline");
        String meta = new String(store.get(layout.meta()), StandardCharsets.UTF_8);
        List<Symptom> ofValues = ((RunAnalyzed) analyst.analyze(run).getLast()).symptoms();
        assertThat(ofValues).extracting(Symptom::id).contains("heavy_tails");

        store.put(
                layout.meta(),
                meta.replace("\"mse\"", "\"gaussian_nll\"").getBytes(StandardCharsets.UTF_8),
                "application/json");
        store.put(layout.predictions(), RunFolders.withSigmas(store.get(layout.predictions())), "application/x-npz");
        List<Event> events = analyst.analyze(run);

        assertThat(((RunAnalyzed) events.getLast()).symptoms()).isEqualTo(ofValues);
        assertThat(events)
                .filteredOn(LossProposed.class::isInstance)
                .extracting(event -> ((LossProposed) event).name())
                .contains("HuberGaussian", "Phase1Score");
    }

    @Test
    void ofAProgramOnlyItsOwnParametersAreToChange() {
        RunFinished run = ran("""
                {"kind": "command", "name": "fit", "program": "fit", "args": ["{learning_rate}", "{epochs}", "{depth}"],
                 "params": {"learning_rate": 0.004, "epochs": 12, "depth": 3},
                 "objective": {"metric": "val_loss", "direction": "minimize"}}
                """);

        List<Event> events = analyst.analyze(run);

        List<Event> proposals = events.subList(0, events.size() - 1);
        assertThat(proposals).isNotEmpty().allSatisfy(event -> {
            ObjectNode settings = ((SettingsProposed) event).settings();
            assertThat(settings.properties()).hasSize(1);
            assertThat(settings.path("params").fieldNames()).toIterable().isSubsetOf("learning_rate", "epochs");
        });
        assertThat(proposals)
                .extracting(event -> ((SettingsProposed) event).settings().toString())
                .contains("{\"params\":{\"epochs\":24}}");
        assertThat(proposals.stream().map(RunAnalystTest::rank))
                .isEqualTo(IntStream.rangeClosed(1, proposals.size()).boxed().toList());
        assertThat(((RunAnalyzed) events.getLast()).symptoms())
                .as("programs leave no predictions, and nothing is amiss")
                .noneMatch(symptom -> symptom.id().equals(RunAnalyst.INCOMPLETE));
        assertThat(analyst.check(run, Briefing.NONE)).isEmpty();
    }

    @Test
    void nothingIsProposedForProgramsWithoutSuchParametersNorForFunctions() {
        assertThat(analyst.analyze(ran("""
                {"kind": "command", "name": "fit", "program": "fit", "args": ["{lr}", "{depth}"],
                 "params": {"lr": "auto", "depth": 3}, "objective": {"metric": "val_loss", "direction": "minimize"}}
                """))).singleElement().isInstanceOf(RunAnalyzed.class);
        assertThat(analyst.analyze(ran("""
                {"kind": "objective", "name": "bowl", "objective": {"function": "rosenbrock"}}
                """))).singleElement().isInstanceOf(RunAnalyzed.class);
    }

    /** A run of another kind of job than networks; no predictions come of it. */
    private RunFinished ran(String job) {
        RunFinished run = RunFolders.succeeded(store, "r1", "r1", 0.02, Map.of());
        RunLayout layout = RunLayout.of("r1", "r1");
        store.put(layout.meta(), ("{\"job\": " + job + "}").getBytes(StandardCharsets.UTF_8), "application/json");
        store.delete(layout.predictions());
        return run;
    }

    @Test
    void damagedAndMissingArtifactsAreLeftOutAndSaid() {
        RunFinished run = RunFolders.succeeded(store, "e1", "e1-baseline", 0.02, BASELINE);
        RunLayout layout = RunLayout.of("e1", "e1-baseline");
        store.put(layout.trace(), new byte[] {'P', 'K', 3, 4, 0, 0}, "application/octet-stream");
        store.put(layout.meta(), "{\"model\": ".getBytes(StandardCharsets.UTF_8), "application/json");
        store.delete(layout.predictions());

        RunAnalyzed analyzed = (RunAnalyzed) analyst.analyze(run).getLast();

        assertThat(analyzed.metrics().improvementRate()).isNull();
        assertThat(analyzed.symptoms())
                .filteredOn(symptom -> symptom.id().equals(RunAnalyst.INCOMPLETE))
                .singleElement()
                .satisfies(symptom -> assertThat(symptom.evidence())
                        .hasSize(3)
                        .anyMatch(line -> line.contains("meta.json' is damaged"))
                        .anyMatch(
                                line -> line.contains("no object 'experiments/e1/runs/e1-baseline/predictions.npz'")));
    }

    @Test
    void runThatNeverTrainedHasNothingToShow() {
        assertThat(analyst.analyze(CampaignEvents.failed("r1", "unknown model")))
                .isEmpty();
    }

    @Test
    void storeThatIsAwayIsNoDamage() {
        RunFinished run = RunFolders.succeeded(store, "e1", "e1-baseline", 0.02, BASELINE);
        store.away(true);

        assertThatThrownBy(() -> analyst.analyze(run))
                .isInstanceOfSatisfying(ArtifactException.class, e -> assertThat(e.kind())
                        .isEqualTo(ArtifactException.Kind.UNAVAILABLE));

        store.away(false);
        assertThat(analyst.analyze(run)).isNotEmpty();
    }

    private static int rank(Event event) {
        return switch (event) {
            case LossProposed loss -> loss.rank();
            case ModelProposed model -> model.rank();
            default -> ((SettingsProposed) event).rank();
        };
    }
}
