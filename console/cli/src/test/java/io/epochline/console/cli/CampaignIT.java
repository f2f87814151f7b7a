package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Cost;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunMetrics;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.SettingsProposed;
import io.epochline.events.Topic;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaigns and proposals at the command line; the test itself plays the trainer and the analyzer. */
class CampaignIT {

    private static final String CAMPAIGN = """
            kind: campaign
            name: spectra
            baseline:
              kind: train
              name: spectra
              data: {source: spectral, samples: 40, size: 32, bins: 30}
              model: cnn_small
              loss: mse
              epochs: 3
            losses: 2
            models: 0
            settings: 1
            confirmation: {seeds: 0}
            budget: {runs: 9}
            """;

    private static TestingWorker worker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        worker = new TestingWorker();
        CampaignRequested request =
                new CampaignRequested("open-1", (CampaignSpec) JobFile.read(CAMPAIGN, "campaign.yaml"));
        worker.tell(request);
        worker.tell(
                new JobRequested("open-1-baseline", "open-1", request.spec().baseline(), Map.of("role", "baseline")));
        propose("open-1");
        worker.tell(finished("open-1", "open-1-loss-huber", 0.016, Map.of("role", "proposal")));
        worker.train("alone-1", RunStatus.SUCCEEDED);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    /** All that is told of the baseline; of its three proposals one fails its check. */
    private static void propose(String id) {
        String run = id + "-baseline";
        ObjectNode batch = Json.MAPPER.createObjectNode().put("batch_size", 8);
        worker.tell(finished(id, run, 0.02, Map.of("role", "baseline")));
        worker.tell(new LossProposed(
                "loss-huber",
                id,
                run,
                1,
                "Huber",
                "huber(delta=0.1)",
                List.of("heavy tails (warning): 5 % of the errors", "a second reason"),
                "A lower loss.",
                "It may be slow.",
                new Cost(null, 1.0, 1.5),
                "robust-loss"));
        worker.tell(new LossProposed("loss-odd", id, run, 2, "Odd", "pearsn", List.of(), null));
        worker.tell(new SettingsProposed(
                "settings-batch", id, run, 3, null, batch, List.of("few steps"), null, null, null, "batch-size"));
        worker.tell(new RunAnalyzed(run, id, new RunMetrics(0.5, "improving", 0.1, "unlikely", 0.9), List.of()));
        worker.tell(new ProposalChecked("loss-huber", id, run, true, null));
        worker.tell(new ProposalChecked("loss-odd", id, run, false, "unknown loss 'pearsn'"));
        worker.tell(new ProposalChecked("settings-batch", id, run, true, null));
    }

    private static RunFinished finished(String experiment, String run, double value, Map<String, String> labels) {
        RunSummary summary = new RunSummary(3, 30, 3, value, value, 0.5, 0.5, Map.of("mse", value), false, 2, 100, 2);
        return new RunFinished(run, experiment, 1, "spectra", RunStatus.SUCCEEDED, null, summary, null, labels);
    }

    private Ran run(String... arguments) {
        return worker.cli(folder).run(arguments);
    }

    @Test
    void aCampaignThatGoesOnIsShownAsItStands() throws IOException {
        Ran ran = run("campaign", "show", "open");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("open-1  trying", "3 of 9 runs, 9 epochs, 4.0 s of training; 0 failed")
                .contains("Round 1  baseline open-1-baseline  0.02000", "Odd: unknown loss 'pearsn'");
        assertThat(ran.out().lines())
                .anyMatch(line -> line.matches("Huber +huber\\(delta=0.1\\) +succeeded +3 +0.01600 +-20.0 %"))
                .anyMatch(line -> line.matches("settings-batch +\\{\"batch_size\":8} +running +-"));
        JsonNode document =
                Json.MAPPER.readTree(run("campaign", "show", "open-1", "--json").out());
        assertThat(document.get("state").asText()).isEqualTo("trying");
        assertThat(document.at("/rounds/0/proposals").findValuesAsText("state"))
                .containsExactly("succeeded", "refused", "running");
        assertThat(document.get("verdict").isNull()).isTrue();
    }

    @Test
    @Timeout(90)
    void aCampaignIsFollowedToItsVerdict() throws IOException {
        Path file = Files.writeString(folder.resolve("campaign.yaml"), CAMPAIGN);
        CompletableFuture<Ran> running =
                CompletableFuture.supplyAsync(() -> run("campaign", "run", file.toString(), "--json"));
        String id = published(running);
        propose(id);
        worker.tell(finished(id, id + "-loss-huber", 0.016, Map.of("role", "proposal")));
        worker.tell(finished(id, id + "-settings-batch", 0.03, Map.of("role", "proposal")));
        worker.tell(new ExperimentFinished(
                id,
                "campaign",
                RunStatus.SUCCEEDED,
                null,
                3,
                0,
                "val_loss",
                id + "-loss-huber",
                0.016,
                "Huber is best.",
                List.of()));

        Ran ran = running.join();

        assertThat(ran.err()).contains("Published " + id).doesNotContain("error");
        assertThat(ran.exitCode()).isZero();
        JsonNode document = Json.MAPPER.readTree(ran.out());
        assertThat(document.get("state").asText()).isEqualTo("over");
        assertThat(document.get("verdict").asText()).isEqualTo("Huber is best.");
        assertThat(document.at("/best/run_id").asText()).isEqualTo(id + "-loss-huber");
    }

    /** The id of the campaign that the command publishes. */
    private static String published(CompletableFuture<Ran> running) {
        while (!running.isDone()) {
            Optional<String> id = worker.told(Topic.EXPERIMENTS).stream()
                    .map(Event::key)
                    .filter(key -> key.startsWith("spectra-"))
                    .findFirst();
            if (id.isPresent()) {
                return id.get();
            }
        }
        throw new AssertionError("the command ended: " + running.join().err());
    }

    @Test
    void proposalsAreListedWithEvidenceAndCheck() throws IOException {
        Ran ran = run("proposals", "open-1");

        assertThat(ran.out().lines())
                .anyMatch(line -> line.matches("open-1-baseline +1 +Huber +passed +heavy tails .*"))
                .anyMatch(line -> line.matches("open-1-baseline +2 +Odd +failed"))
                .anyMatch(line -> line.matches("open-1-baseline +3 +settings-batch +passed +few steps"));
        JsonNode listed = Json.MAPPER
                .readTree(run("proposals", "open-1-base", "--json").out())
                .get("proposals");
        assertThat(listed.findValuesAsText("kind")).containsExactly("loss", "loss", "settings");
        assertThat(listed.at("/1/check/reason").asText()).isEqualTo("unknown loss 'pearsn'");
        assertThat(run("proposals", "alone-1").out()).contains("Nothing was proposed for 'alone-1'.");
    }

    @Test
    void theJobThatTriesAProposalIsWrittenOnceAndReadsAsOne() throws IOException {
        Path file = folder.resolve("huber.yaml");
        Ran ran = run("proposals", "show", "open-1", "1", "--job", file.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("Huber", "heavy tails", "a second reason", "A lower loss.", "1.50 times the work", "passed");
        TrainingJob job = (TrainingJob) JobFile.read(Files.readString(file), "huber.yaml");
        assertThat(job.loss()).isEqualTo("huber(delta=0.1)");
        assertThat(job.objective()).isEqualTo("mse");
        assertThat(job.name()).isEqualTo("loss-huber");
        assertThat(job.epochs()).isEqualTo(3);

        Ran again = run("proposals", "show", "open-1", "1", "--job", file.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        JsonNode document = Json.MAPPER.readTree(
                run("proposals", "show", "open-1", "settings-batch", "--json").out());
        assertThat(document.at("/job/batch_size").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            campaign                         | campaign what? Expected 'campaign run FILE' or 'campaign show ID'.
            campaign show alone-1            | is no campaign. './epochline show alone-1' shows what it is.
            campaign show opne-1             | Did you mean 'open-1'?
            proposals opne-1                 | Did you mean 'open-1'?
            proposals show open-1 7          | There is no proposal '7' for 'open-1', which has 3.
            proposals show open-1            | Missing required parameter: 'N'
            """)
    void whatCannotBeIsRefused(String command, String message) {
        Ran ran = run(command.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }
}
