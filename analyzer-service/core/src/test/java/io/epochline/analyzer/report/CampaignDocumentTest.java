package io.epochline.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.campaign.World;
import io.epochline.analyzer.run.TestingStore;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Json;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Budget;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.CampaignSpec.Halving;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document is as {@code docs/formats/campaign-report.schema.json} says, at every moment of a campaign. */
class CampaignDocumentTest {

    private static final List<String> FOUR = List.of("huber", "mae", "log_cosh", "charbonnier");

    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../../docs/formats/campaign-report.schema.json")));
    }

    /** Mean absolute errors are by a fifth lower, charbonnier breaks, the others are all alike. */
    private static double value(TrainingJob job) {
        double level =
                switch (job.loss()) {
                    case "mae" -> 0.016;
                    case "charbonnier" -> Double.NaN;
                    default -> 0.02;
                };
        return level
                * (1 + 0.01 * new SplittableRandom(job.seed() * 31 + job.loss().hashCode()).nextDouble());
    }

    private static CampaignRequested request(Budget budget) {
        return new CampaignRequested(
                CampaignEvents.EXPERIMENT,
                new CampaignSpec(
                        "spectral",
                        CampaignEvents.baseline(),
                        4,
                        0,
                        0,
                        2,
                        2,
                        new Halving(2, 6),
                        new Confirmation(3, 1, 0.05),
                        budget,
                        null));
    }

    private static JsonNode json(CampaignDocument document) {
        return Json.MAPPER.valueToTree(document);
    }

    @Test
    void everyMomentIsToldAndValid() {
        List<JsonNode> documents = new ArrayList<>();
        new World(FOUR, CampaignDocumentTest::value)
                .run(
                        request(null),
                        (Campaign campaign) -> documents.add(json(CampaignDocument.of(campaign.standing()))));

        Set<String> states = new TreeSet<>();
        Set<String> proposals = new TreeSet<>();
        for (JsonNode document : documents) {
            assertThat(schema.validate(document)).isEmpty();
            states.add(document.get("state").asText());
            document.findValues("proposals")
                    .forEach(list -> list.forEach(
                            proposal -> proposals.add(proposal.get("state").asText())));
        }
        assertThat(states).containsExactly("baseline", "confirming", "over", "trying");
        assertThat(proposals).contains("running", "waiting", "left_behind", "succeeded");
    }

    @Test
    void aReportTellsWhatWasTriedWhatWonByHowMuchAndHowSureThatIs() throws IOException {
        TestingStore store = new TestingStore();
        Reporting end = new World(FOUR, CampaignDocumentTest::value).run(request(null));
        String verdict = new ReportWriter(store).write(end).verdict();
        JsonNode report = read(store, "report.json");

        assertThat(schema.validate(report)).isEmpty();
        assertThat(report.get("status").asText()).isEqualTo("succeeded");
        assertThat(report.get("verdict").asText()).isEqualTo(verdict);
        assertThat(report.get("improvement").asDouble()).isCloseTo(0.2, within(0.02));
        assertThat(report.at("/best/run_id").asText()).isEqualTo(CampaignEvents.EXPERIMENT + "-round2-baseline");
        assertThat(report.at("/spent/runs").asInt())
                .isEqualTo(end.outcome().progress().spent().runs());
        JsonNode round = report.at("/rounds/0");
        assertThat(round.get("adopted").asText()).isEqualTo("loss-2");
        assertThat(round.get("confirmations")).hasSize(6);
        JsonNode winner = round.at("/proposals/1");
        assertThat(winner.at("/change/expression").asText()).isEqualTo("mae");
        assertThat(winner.get("stages").findValuesAsText("until")).containsExactly("6", "null");
        JsonNode confirmation = winner.get("confirmation");
        assertThat(confirmation.get("pairs").asInt()).isEqualTo(3);
        assertThat(confirmation.get("relative_change").asDouble())
                .isBetween(
                        confirmation.get("low").asDouble(),
                        confirmation.get("high").asDouble());
        assertThat(confirmation.get("p_holm").asDouble()).isLessThan(0.05);
        assertThat(round.at("/proposals/3/value").isNull()).as("NaN").isTrue();
    }

    @Test
    void theManifestVouchesForEveryRunAlsoThoseOnFreshSeeds() throws IOException {
        TestingStore store = new TestingStore();
        World world = new World(FOUR, CampaignDocumentTest::value);
        new ReportWriter(store).write(world.run(request(null)));
        JsonNode runs = read(store, "manifest.json").get("runs");

        assertThat(runs.findValuesAsText("run_id")).containsExactlyInAnyOrderElementsOf(world.jobIds());
        List<String> names = new ArrayList<>();
        runs.forEach(run -> {
            if (run.at("/labels/role").asText().equals("confirmation")) {
                names.add(run.get("name").asText());
            }
        });
        assertThat(names).contains("Baseline", "Loss 2");
    }

    @Test
    void whatTheBudgetLeftNoRunForIsUntried() {
        Reporting end = new World(FOUR, CampaignDocumentTest::value).run(request(new Budget(3, null, null)));
        JsonNode document = json(CampaignDocument.of(end.standing()));

        assertThat(schema.validate(document)).isEmpty();
        assertThat(document.at("/rounds/0/proposals").findValuesAsText("state"))
                .containsExactly("left_behind", "left_behind", "untried", "untried");
        assertThat(document.get("improvement").asDouble()).isZero();
    }

    private static JsonNode read(TestingStore store, String name) throws IOException {
        String key = "experiments/" + CampaignEvents.EXPERIMENT + "/" + name;
        return Json.MAPPER.readTree(new String(store.get(key), StandardCharsets.UTF_8));
    }
}
