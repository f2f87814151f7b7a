package io.epochline.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.Analysis;
import io.epochline.analyzer.LogAnalyzer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalysisReportTest {

    private static Map<String, String> files(String log) {
        Analysis analysis = LogAnalyzer.analyze(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
        return AnalysisReport.files(analysis, "run <1>.log");
    }

    @Test
    void bothReportsSayHowLongTheRunWasAndWhatWasBest() {
        Map<String, String> files = files("lr: 0.1\nepoch 1 loss 0.9 val_loss 1.0\nepoch 2 loss 0.5 val_loss 0.7\n");

        assertThat(files).containsOnlyKeys("analysis.md", "analysis.html", "analysis.json");
        assertThat(files.get("analysis.md"))
                .contains(
                        "2 epochs, best val\\_loss 0.7000 at epoch 2",
                        "learning rate: 0.1",
                        "| val\\_loss | 1.000 | 0.7000 |");
        assertThat(files.get("analysis.html")).contains("best val_loss 0.7000 at epoch 2", "learning rate");
    }

    @Test
    void trainingAndValidationStandInOnePicture() {
        String html = files("epoch 1 loss 0.9 val_loss 1.0\nepoch 2 loss 0.5 val_loss 0.7\n")
                .get("analysis.html");

        assertThat(html).containsOnlyOnce("<svg").contains("aria-label=\"loss, val_loss\"");
        assertThat(html.split("<polyline", -1)).hasSize(3);
    }

    @Test
    void whatTheLogDoesNotTellHasNoHeading() {
        assertThat(files("epoch 1 loss 0.9\nepoch 2 loss 0.5\n").get("analysis.md"))
                .doesNotContain("## Settings");
    }

    @Test
    void namesOfTheLogCannotWriteIntoThePage() {
        String html = files("model: a<b>\nepoch 1 loss 0.9\nepoch 2 loss 0.5\n").get("analysis.html");

        assertThat(html).contains("<h1>run &lt;1&gt;.log</h1>").doesNotContain("run <1>");
    }

    @Test
    void aLogWithoutACurveIsReportedAsSuch() {
        Map<String, String> files = files("hello\n");

        assertThat(files.get("analysis.md")).contains("No curve was found in this log.");
        assertThat(files.get("analysis.html"))
                .contains("No curve was found in this log.")
                .doesNotContain("<svg");
    }

    @Test
    void aRunOfNothingButNaNHasNoPicture() {
        assertThat(files("epoch 1 loss nan\nepoch 2 loss nan\n").get("analysis.html"))
                .contains("no finite value to judge by")
                .doesNotContain("<svg");
    }
}
