package io.epochline.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.run.RunFolders;
import io.epochline.analyzer.run.TestingStore;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.RunFinished;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
    private static final String EXPERIMENT = CampaignEvents.EXPERIMENT;
    private final TestingStore store = new TestingStore();

    @Test
    void logTellsTheBaselineFirstAndMarksWhatIsBetterAndBest() {
        new ReportWriter(store).write(campaign());

        assertThat(read("experiment_log.txt")).isEqualTo("""
                        Experiment spectral-1: mse on the validation set, lower is better

                        Baseline:               0.02340
                        Name of loss-huber:     0.01980     ✓   −15.4 %
                        Name of loss-pearson:   failed: unknown loss 'pearsn'. Did you mean 'pearson'?
                        Name of model-local:    0.01870     ✓✓  −20.1 %
                        Name of loss-smooth:    0.02500         +6.8 %
                        Name of loss-quantile:  cancelled
                        Name of model-broken:   not tried: it does not build

                        Name of model-local is best: 0.01870 against the baseline's 0.02340 (−20.1 %).
                        ✓ better than the baseline, ✓✓ the best
                        Each value is from one training run on one seed. A difference between two such runs can be chance: \
                        train the winner and the baseline again on fresh seeds before relying on it.
                        """);
    }

    @Test
    void referencesAreOfWhatLiesInTheStoreAndWritingAgainWritesTheSame() {
        List<ArtifactRef> refs = new ReportWriter(store).write(campaign()).files();

        assertThat(refs)
                .extracting(ArtifactRef::key)
                .containsExactly(
                        "experiments/spectral-1/report.md",
                        "experiments/spectral-1/report.html",
                        "experiments/spectral-1/report.json",
                        "experiments/spectral-1/experiment_log.txt",
                        "experiments/spectral-1/manifest.json");
        refs.forEach(ref -> assertThat(store.get(ref)).isNotEmpty());
        assertThat(new ReportWriter(store).write(campaign()).files()).isEqualTo(refs);
    }

    @Test
    void markdownHasOneRowPerRunAndTheEvidenceOfEachProposal() {
        new ReportWriter(store).write(campaign());

        assertThat(read("report.md"))
                .contains("| Name of loss-huber | loss huber(delta=0.1) | 0.01980 | −15.4 % | ✓ | 12 of 12 |")
                .contains(
                        "## Name of model-local\n\nRun `spectral-1-model-local`. Expected: lower loss\n\n- a plateau\n")
                .contains("on one seed");
    }

    @Test
    void htmlIsWellFormedNeedsNothingElseAndDrawsEveryCurve() throws Exception {
        new ReportWriter(store).write(campaign());
        String html = read("report.html");
        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg.split("<polyline")).as("baseline and three proposals").hasSize(1 + 4);
        assertThat(html).doesNotContain("http:", "https:", "<script", "src=");
        assertThat(html).contains("width=device-width", "on one seed");
    }

    @Test
    void labelsOfCurvesThatEndTogetherDoNotOverlap() {
        new ReportWriter(store).write(campaign());

        List<Double> tops = Pattern.compile("class=\"end\" x=\"\\d+\" y=\"([0-9.]+)\"")
                .matcher(read("report.html"))
                .results()
                .map(match -> Double.valueOf(match.group(1)))
                .sorted()
                .toList();

        assertThat(tops).hasSize(4);
        for (int i = 1; i < tops.size(); i++) {
            assertThat(tops.get(i) - tops.get(i - 1)).isGreaterThanOrEqualTo(12.9);
        }
    }

    @Test
    void strangersNamesAreTextNotMarkup() {
        Campaign campaign = Campaign.begin(CampaignEvents.requested(1, 0)).next();
        RunFinished baseline = run("baseline", 0.02);
        for (Event event : List.of(
                baseline,
                new LossProposed(
                        "loss-x", EXPERIMENT, baseline.runId(), 1, "<script>|x", "mae", List.of("a < b"), null),
                CampaignEvents.analyzed(baseline.runId()),
                CampaignEvents.checked("loss-x", null),
                run("loss-x", 0.01))) {
            campaign = campaign.on(event).next();
        }
        new ReportWriter(store).write((Reporting) campaign);

        assertThat(read("report.html")).contains("&lt;script&gt;|x").doesNotContain("<script>");
        assertThat(read("report.md")).contains("| \\<script\\>\\|x |");
    }

    @Test
    void manifestListsEveryRunWithItsValue() throws Exception {
        new ReportWriter(store).write(campaign());
        JsonNode manifest = Json.MAPPER.readTree(read("manifest.json"));

        assertThat(manifest.path("kind").asText()).isEqualTo("campaign");
        assertThat(manifest.path("best_run_id").asText()).isEqualTo("spectral-1-model-local");
        assertThat(manifest.path("runs")).hasSize(6);
        assertThat(manifest.path("runs").get(0).path("value").doubleValue()).isEqualTo(0.0234);
        assertThat(manifest.path("runs").get(2).path("status").asText()).isEqualTo("failed");
        assertThat(manifest.path("report")).hasSize(4);
    }

    @Test
    void runWithDamagedTraceIsReportedWithoutCurve() {
        Reporting campaign = campaign();
        store.put(RunLayout.of(EXPERIMENT, EXPERIMENT + "-loss-huber").trace(), new byte[7], "application/zip");

        new ReportWriter(store).write(campaign);

        assertThat(read("report.html").split("<polyline")).hasSize(1 + 3);
        assertThat(read("experiment_log.txt")).contains("loss-huber:     0.01980");
    }

    @Test
    void failedBaselineIsReportedWithItsReason() {
        Campaign campaign = Campaign.begin(CampaignEvents.requested(1, 0)).next();
        campaign = campaign.on(CampaignEvents.failed(CampaignEvents.BASELINE, "unknown model 'cnn_smal'"))
                .next();

        new ReportWriter(store).write((Reporting) campaign);

        assertThat(read("experiment_log.txt"))
                .contains("Baseline:  failed: unknown model 'cnn_smal'", "The campaign failed with its baseline");
        assertThat(read("report.html")).contains("No run left a curve.");
    }

    @Test
    void storeThatIsAwayIsSaidSo() {
        Reporting campaign = campaign();
        store.away(true);

        assertThatThrownBy(() -> new ReportWriter(store).write(campaign)).isInstanceOf(ArtifactException.class);
    }

    /** A campaign that has seen everything: better, best, worse, failed and cancelled. */
    private Reporting campaign() {
        Campaign campaign = Campaign.begin(CampaignEvents.requested(5, 5)).next();
        for (Event event : List.of(
                run("baseline", 0.0234),
                CampaignEvents.loss("loss-huber", 1, "huber(delta=0.1)"),
                CampaignEvents.loss("loss-pearson", 2, "pearsn"),
                CampaignEvents.model("model-local", 3),
                CampaignEvents.loss("loss-smooth", 4, "mse"),
                CampaignEvents.loss("loss-quantile", 5, "quantile"),
                CampaignEvents.model("model-broken", 6),
                CampaignEvents.analyzed(CampaignEvents.BASELINE),
                CampaignEvents.checked("model-broken", "it does not build"),
                CampaignEvents.checked("loss-huber", null),
                CampaignEvents.checked("loss-pearson", null),
                CampaignEvents.checked("model-local", null),
                CampaignEvents.checked("loss-smooth", null),
                CampaignEvents.checked("loss-quantile", null),
                run("loss-huber", 0.0198),
                run("model-local", 0.0187),
                run("loss-smooth", 0.025),
                CampaignEvents.failed(EXPERIMENT + "-loss-pearson", "unknown loss 'pearsn'.\nDid you mean 'pearson'?"),
                CampaignEvents.cancelled(EXPERIMENT + "-loss-quantile"))) {
            campaign = campaign.on(event).next();
        }
        return (Reporting) campaign;
    }

    private RunFinished run(String suffix, double value) {
        return RunFolders.succeeded(store, EXPERIMENT, EXPERIMENT + "-" + suffix, value, Map.of());
    }

    private String read(String name) {
        return new String(store.get("experiments/" + EXPERIMENT + "/" + name), StandardCharsets.UTF_8);
    }
}
