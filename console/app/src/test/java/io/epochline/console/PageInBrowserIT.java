package io.epochline.console;

import static io.epochline.console.TestingEvents.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochline.events.CampaignRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.JobFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it; skipped where there is none. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PageInBrowserIT {

    private static final String CAMPAIGN = """
            kind: campaign
            name: browsed
            baseline:
              kind: train
              name: digits
              data: {source: spectral, samples: 64, size: 8, bins: 4}
              model: cnn_small
              loss: mse
            """;

    @TestHTTPResource("/")
    String address;

    @TempDir
    Path folder;

    private final TestingEvents events = new TestingEvents();
    private final String id = "browsed-" + UUID.randomUUID();
    private final String baseline = id + "-baseline";
    private TestingBrowser browser;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> program = TestingBrowser.installed();
        assumeTrue(program.isPresent(), "chromium is installed");
        browser = new TestingBrowser(program.get(), folder, address);
        eventually().untilAsserted(() -> assertThat(text("connection")).isEqualTo("Live"));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        events.close();
    }

    @Test
    void aRunAppearsAndItsCurveGrowsWhileItTrains() {
        events.started(id, id, 3);
        events.epoch(id, id, 1, 3, 1.5, 1.25);
        choose();
        eventually().untilAsserted(() -> assertThat(text("readout")).contains("epoch 1: train 1.5, val 1.25"));

        events.epoch(id, id, 2, 3, 0.75, 0.625);
        eventually().untilAsserted(() -> assertThat(text("readout")).contains("epoch 2: train 0.75, val 0.625"));
        assertThat(text("legend")).contains(id);
        assertThat(count("#chart .curve")).as("two a chosen run").isEqualTo(2 * count("#runs :checked"));

        events.finished(id, id, 0.625);
        eventually().untilAsserted(() -> assertThat(row()).contains("succeeded", "best val 0.625"));
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aCampaignTellsItsProposalsTheirChecksAndItsVerdict() {
        events.publish(new CampaignRequested(id, (CampaignSpec) JobFile.read(CAMPAIGN, "campaign.yaml")));
        events.started(baseline, id, 1);
        events.publish(proposal("loss-huber", 1, "Huber"));
        events.publish(proposal("loss-odd", 2, "<b>Odd</b>"));
        events.publish(new ProposalChecked("loss-huber", id, baseline, true, null));
        events.publish(new ProposalChecked("loss-odd", id, baseline, false, "Its gradient is not finite."));
        events.publish(new ExperimentFinished(
                id,
                "campaign",
                RunStatus.SUCCEEDED,
                null,
                1,
                0,
                "val_loss",
                baseline,
                0.5,
                "Nothing was better.",
                List.of()));
        String summary = "document.getElementById('experiment-%s')".formatted(id);
        eventually().until(() -> browser.evaluate(summary + " !== null").equals("true"));
        browser.evaluate("(%1$s.parentNode.open || %1$s.click())".formatted(summary));

        eventually().untilAsserted(() -> assertThat(browser.evaluate(summary + ".parentNode.textContent"))
                .contains("Nothing was better.")
                .contains("1. Huber", "Checked: it takes a training step.")
                .contains("2. <b>Odd</b>", "Refused: Its gradient is not finite."));
        assertThat(browser.faults()).isEmpty();
    }

    private LossProposed proposal(String proposalId, int rank, String name) {
        return new LossProposed(proposalId, id, baseline, rank, name, "huber", List.of("The tails are long."), "Less.");
    }

    /** Other runs may have been chosen when the page was opened. */
    private void choose() {
        String box = "document.getElementById('run-%s')".formatted(id);
        eventually().until(() -> browser.evaluate(box + " !== null").equals("true"));
        browser.evaluate("(%1$s.checked || %1$s.click())".formatted(box));
    }

    private String row() {
        return browser.evaluate("document.getElementById('run-%s').parentNode.textContent".formatted(id));
    }

    private int count(String selector) {
        return Integer.parseInt(browser.evaluate("document.querySelectorAll('%s').length".formatted(selector)));
    }

    private String text(String element) {
        return browser.evaluate("document.getElementById('%s')?.textContent".formatted(element));
    }
}
