package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands where nothing runs. */
class LocalCommandsTest {

    @TempDir
    Path home;

    @Test
    void statusSaysThatNothingRuns() throws Exception {
        Ran ran = new TestingCli(home).run("status");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEqualTo("Epochline is not running here. Start it with './epochline up'.\n");

        Ran json = new TestingCli(home).run("status", "--json");
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(Json.MAPPER.readTree(json.out()).path("up").asBoolean(true)).isFalse();
    }

    @Test
    void downHasNothingToStop() {
        Ran ran = new TestingCli(home).run("down");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("Nothing was running.\n");
    }

    @Test
    void upSaysWhatIsNotBuilt() {
        Ran ran = new TestingCli(home).run("up");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("not built", "epochline-standalone").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9", "two"})
    void upRefusesANumberOfTrainersThatCannotBe(String trainers) {
        Ran ran = new TestingCli(home).run("up", "--trainers", trainers);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--trainers", trainers);
    }

    @ParameterizedTest
    @CsvSource({"up, Default: 2.", "runs, 50.", "plot, Default: png."})
    void helpTellsDefaults(String command, String told) {
        Ran ran = new TestingCli(home).run(command, "--help");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains(told).doesNotContain("$");
    }

    @Test
    void modelsAreListedAndShown() throws Exception {
        Ran list = new TestingCli(home).run("model", "list", "--json");
        assertThat(list.exitCode()).isZero();
        assertThat(Json.MAPPER.readTree(list.out())).anySatisfy(model -> {
            assertThat(model.path("name").asText()).isEqualTo("digits_cnn");
            assertThat(model.path("input").toString()).isEqualTo("[1,8,8]");
        });

        Ran show = new TestingCli(home).run("model", "show", "ranker_mlp");
        assertThat(show.exitCode()).isZero();
        assertThat(show.out()).contains("dense", "[512]", "788,992", "1.58 M", "920,577");
    }

    @Test
    void aModelIsExportedWithItsGradients() {
        Ran ran = new TestingCli(home)
                .run(
                        "model",
                        "export",
                        "mlp",
                        "--out",
                        home.resolve("model.onnx").toString(),
                        "--loss",
                        "huber",
                        "--gradients",
                        home.resolve("grad.onnx").toString(),
                        "--batch",
                        "3");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(home.resolve("model.onnx")).isNotEmptyFile();
        assertThat(home.resolve("grad.onnx")).isNotEmptyFile();
    }

    @Test
    void anOnnxFileIsCheckedAndItsGradientsAreExported() throws Exception {
        String file = home.resolve("clouds.onnx").toString();
        assertThat(new TestingCli(home)
                        .run("model", "export", "mlp", "--out", file)
                        .exitCode())
                .isZero();

        Ran check = new TestingCli(home).run("model", "check", file, "--freeze", "*.bias", "--json");
        assertThat(check.exitCode()).as(check.err()).isZero();
        JsonNode report = Json.MAPPER.readTree(check.out());
        assertThat(report.path("trained").findValuesAsText("name"))
                .isNotEmpty()
                .allMatch(name -> name.endsWith("weight"));
        assertThat(report.path("frozen").findValuesAsText("name")).isNotEmpty().allMatch(name -> name.endsWith("bias"));

        String gradients = home.resolve("grad.onnx").toString();
        Ran export = new TestingCli(home).run("model", "export", file, "--loss", "mse", "--gradients", gradients);
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(home.resolve("grad.onnx")).isNotEmptyFile();
    }

    @Test
    void whatHindersTheTrainingOfAnOnnxFileIsTold() throws Exception {
        Path file = Files.write(home.resolve("noise.onnx"), new byte[] {1, 2, 3});
        Ran broken = new TestingCli(home).run("model", "check", file.toString());
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("ONNX model", "cut short").doesNotContain("\tat ");

        String good = home.resolve("good.onnx").toString();
        assertThat(new TestingCli(home)
                        .run("model", "export", "mlp", "--out", good)
                        .exitCode())
                .isZero();
        Ran frozen = new TestingCli(home).run("model", "check", good, "--freeze", "*");
        assertThat(frozen.exitCode()).isEqualTo(2);
        assertThat(frozen.out()).contains("It cannot be trained", "expected weights to train");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model                                            | model what?
            model show digit_cnn                             | Did you mean 'digits_cnn'?
            model show mlp --input 0                         | found '0'
            model show mlp --input a,b                       | found 'a,b'
            model check mlp                                  | Expected an ONNX file, found 'mlp'
            model check missing.onnx                         | missing.onnx cannot be read
            model show missing.onnx                          | model check missing.onnx
            model export mlp                                 | --out FILE
            model export mlp --gradients g.onnx              | --loss and --gradients
            model export mlp --out m.onnx --batch 0          | at least 1
            model export mlp --loss hubr --gradients g.onnx  | Did you mean 'huber'?
            """)
    void modelsThatCannotBeAreRefused(String command, String message) {
        Ran ran = new TestingCli(home).run(command.split(" +"));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void benchTimesACase() throws Exception {
        Ran ran = new TestingCli(home).run("bench", "compute", "tiny_mlp", "--rounds", "1", "--json");
        assertThat(ran.exitCode()).isZero();
        JsonNode timing = Json.MAPPER.readTree(ran.out()).get(0);
        assertThat(timing.path("name").asText()).isEqualTo("tiny_mlp");
        assertThat(timing.path("step_millis").asDouble()).isPositive();
    }

    @Test
    void benchTellsPlantedFaultsFromHealthyRuns() throws Exception {
        Path page = home.resolve("diagnosis.md");
        Ran ran = new TestingCli(home)
                .run("bench", "diagnosis", "few-examples", "healthy-numbers-1", "--report", page.toString(), "--json");

        assertThat(ran.exitCode()).isZero();
        JsonNode answers = Json.MAPPER.readTree(ran.out()).get(0);
        assertThat(answers.at("/0/symptoms").valueStream().map(JsonNode::asText))
                .contains("overfitting");
        assertThat(answers.at("/0/right").asBoolean()).isTrue();
        assertThat(answers.at("/1/symptoms")).isEmpty();
        assertThat(page).content().contains("| 0 | 1 of 1 | 0 of 1 | none |", "`few-examples`", "`healthy-numbers-1`");
    }

    @Test
    void benchRefusesAnUnknownRun() {
        Ran ran = new TestingCli(home).run("bench", "diagnosis", "healthy");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("no run 'healthy'", "healthy-numbers-1");
    }

    @Test
    void benchRefusesAnUnknownCase() {
        Ran ran = new TestingCli(home).run("bench", "compute", "tiny_mpl");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("'tiny_mpl'", "Did you mean 'tiny_mlp'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs",
                "show x",
                "events runs",
                "watch x",
                "cancel x",
                "compare x y",
                "table x",
                "artifacts ls x/y"
            })
    void withoutABrokerCommandsSayWhereItShouldBe(String command) {
        Ran ran = new TestingCli(home).run(command.split(" "));
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("127.0.0.1:29092", "./epochline up");
    }

    @Test
    void anotherBrokerNeedsAnotherStore() {
        Ran ran = new TestingCli(home, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")).run("runs");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("EPOCHLINE_STORE_ENDPOINT");
    }

    @Test
    void anUnknownTopicListsTheTopics() {
        Ran ran = new TestingCli(home).run("events", "epoch");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("Did you mean 'epochs'?", "epochline.jobs.train", "epochline.control");
    }

    @Test
    void aDemonstrationWithoutItsCampaignStartsNothing() {
        Ran ran = new TestingCli(home).run("demo");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("campaign-spectral.yaml");
        assertThat(home).isEmptyDirectory();
    }
}
