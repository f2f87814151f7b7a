package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.Network;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int epoch = 1; epoch <= 20; epoch++) {
            double train = Math.exp(-0.3 * epoch);
            double val = 0.2 + train + 0.02 * epoch;
            text.append(
                    String.format(Locale.ROOT, "Epoch %d/20 | train loss %.4f | val loss %.4f%n", epoch, train, val));
        }
        log = Files.writeString(folder.resolve("train.log"), text);
    }

    @Test
    void aLogIsReadWithoutAnyService() {
        Ran ran = new TestingCli(folder).run("analyze", log.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("20 epochs", "Symptoms", "overfitting", "Proposals");
    }

    @Test
    void withJsonStandardOutputIsOneDocument() throws IOException {
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(Json.MAPPER.readTree(ran.out()).at("/runs/0/count").asInt()).isEqualTo(20);
    }

    @Test
    void theReportIsWrittenWhereAsked() {
        Path report = folder.resolve("deep/report");
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--report", report.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(report.resolve("analysis.md")).content().contains("# train.log", "## overfitting", "Expected:");
        assertThat(report.resolve("analysis.html")).content().contains("<svg", "polyline", "overfitting");
        assertThat(report.resolve("analysis.json")).content().contains("\"proposals\"");
    }

    @Test
    void aReportWhereAFileLiesIsBadInput() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--report", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("The report cannot be written", "taken");
    }

    @Test
    void proposalsFitTheModelThatIsGiven() throws IOException {
        Path model = Files.writeString(folder.resolve("net.yaml"), """
                name: ours
                input: [12]
                layers:
                  - dense: {units: 96}
                  - activation: relu
                  - dense: {units: 3}
                """);
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--model", model.toString(), "--json");

        assertThat(ran.err()).isEmpty();
        List<JsonNode> proposals =
                Json.MAPPER.readTree(ran.out()).path("proposals").valueStream().toList();
        assertThat(proposals)
                .filteredOn(proposal -> proposal.path("kind").asText().equals("model"))
                .allSatisfy(proposal -> assertThat(
                                Network.parse(proposal.path("model")).outputShape(Shape.of(12)))
                        .isEqualTo(Shape.of(3)))
                .anySatisfy(proposal -> {
                    assertThat(proposal.at("/model/name").asText()).startsWith("ours_");
                    assertThat(proposal.at("/cost/parameters").isNumber()).isTrue();
                });
        assertThat(proposals)
                .filteredOn(proposal -> proposal.path("kind").asText().equals("loss"))
                .isNotEmpty()
                .allSatisfy(proposal ->
                        assertThat(proposal.at("/job/model/name").asText()).isEqualTo("ours"));
    }

    @Test
    void aModelThatIsNotKnownGetsASuggestion() {
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--model", "mlpp");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("mlpp", "mlp");
    }

    @Test
    void anInputWithoutAModelIsBadInput() {
        Ran ran = new TestingCli(folder).run("analyze", log.toString(), "--input", "4");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--input", "--model");
    }

    @Test
    void aMissingLogGetsASuggestion() {
        Ran ran = new TestingCli(folder)
                .run("analyze", folder.resolve("trian.log").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("There is no log", "Did you mean 'train.log'?");
    }

    @Test
    void aFolderIsBadInputAndItsFilesAreNamed() {
        Ran ran = new TestingCli(folder).run("analyze", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("is a folder", "train.log");
    }

    @Test
    void whatIsNoLogIsBadInput() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.log"));
        Ran ran = new TestingCli(folder).run("analyze", empty.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("the log is empty");
    }

    @Test
    void aBinaryFileIsBadInputAndNamed() throws IOException {
        Path weights = Files.write(folder.resolve("model.pt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
        Ran ran = new TestingCli(folder).run("analyze", weights.toString(), "--json");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("found binary data", "a PyTorch checkpoint");
    }

    @Test
    void aLogOfNothingButNaNIsReadAndSaidToHaveDiverged() throws IOException {
        Path log =
                Files.writeString(folder.resolve("nan.log"), "epoch 1 loss nan\nepoch 2 loss nan\nepoch 3 loss nan\n");
        Ran ran = new TestingCli(folder).run("analyze", log.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("3 epochs", "divergence (severe)", "line 1");
    }

    @Test
    void aTextWithoutACurveSaysSo() throws IOException {
        Path prose = Files.writeString(folder.resolve("prose.txt"), "Nothing was trained here.\n");
        Ran ran = new TestingCli(folder).run("analyze", prose.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("no curve found");
    }
}
