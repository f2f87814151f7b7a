package io.epochline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every process is killed once while a campaign goes on, and nobody who looks at its end can tell. */
class CampaignAmidFailuresIT {

    /** In the order in which they are killed. */
    private static final List<String> VICTIMS = List.of("trainer-1", "analyzer", "server", "console", "trainer-2");

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String CAMPAIGN = """
            kind: campaign
            name: amid-failures
            losses: 3
            models: 1
            settings: 1
            halving: {factor: 3, min_epochs: 4}
            confirmation: {seeds: 3, candidates: 1}
            baseline:
              name: baseline
              data: {source: spectral, samples: 400, size: 32, bins: 16, seed: 11}
              model: {name: cnn_small, params: {out_len: 16}}
              loss: mse
              optimizer: {name: adam, lr: 0.002}
              epochs: 12
              batch_size: 16
              seed: 1
            """;

    @TempDir
    Path folder;

    /** What came of one run. */
    private record End(String state, Double bestValLoss, int epochs) {}

    @Test
    void aCampaignDuringWhichEveryProcessDiesEndsAsOneThatNothingBefalls() throws Exception {
        try (InstalledEpochline epochline = new InstalledEpochline(folder)) {
            epochline.up();
            String calm = submit(epochline);
            JsonNode calmEnd = awaitEnd(epochline, calm);

            String struck = submit(epochline);
            int runs = 1;
            for (String victim : VICTIMS) {
                awaitFinishedRuns(epochline, struck, runs++);
                epochline.kill(victim);
                epochline.up();
            }
            JsonNode struckEnd = awaitEnd(epochline, struck);

            assertThat(calmEnd.at("/finished/status").asText()).isEqualTo("succeeded");
            assertThat(ends(struckEnd, struck)).isEqualTo(ends(calmEnd, calm)).isNotEmpty();
            for (String field : List.of("status", "runs", "failed_runs", "best_value", "verdict")) {
                assertThat(struckEnd.at("/finished/" + field)).as(field).isEqualTo(calmEnd.at("/finished/" + field));
            }
            String best = struckEnd.at("/finished/best_run_id").asText();
            InstalledEpochline.Done verified = epochline.run("artifacts", "verify", best);
            assertThat(verified.exitStatus()).as(verified.errors()).isZero();
        }
    }

    private String submit(InstalledEpochline epochline) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("campaign.yaml"), CAMPAIGN);
        return epochline
                .run("--json", "submit", file.toString())
                .json()
                .get("id")
                .asText();
    }

    private static void awaitFinishedRuns(InstalledEpochline epochline, String experiment, int runs) throws Exception {
        await(epochline, experiment, found -> found.findValues("finished_at").size() > runs);
    }

    private static JsonNode awaitEnd(InstalledEpochline epochline, String experiment) throws Exception {
        return await(epochline, experiment, found -> found.hasNonNull("finished"));
    }

    private interface Condition {
        boolean holds(JsonNode experiment);
    }

    private static JsonNode await(InstalledEpochline epochline, String experiment, Condition condition)
            throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<JsonNode> found = Optional.empty();
        while (System.nanoTime() < deadline) {
            found = epochline.ask("/api/experiments/" + experiment);
            if (found.filter(condition::holds).isPresent()) {
                return found.get();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("not seen in " + LIMIT + "; last: " + found);
    }

    /** By the run's place in the campaign. */
    private static Map<String, End> ends(JsonNode experiment, String id) {
        Map<String, End> ends = new TreeMap<>();
        experiment
                .get("runs")
                .forEach(run -> ends.put(
                        run.get("run_id").asText().substring(id.length()),
                        new End(
                                run.get("state").asText(),
                                run.hasNonNull("best_val_loss")
                                        ? run.get("best_val_loss").asDouble()
                                        : null,
                                run.get("epoch").asInt())));
        return ends;
    }
}
