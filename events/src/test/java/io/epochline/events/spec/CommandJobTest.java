package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandJobTest {

    private static final String JOB = """
            kind: command
            name: mnist
            program: train_mnist
            objective: {metric: val_loss, direction: minimize}
            """;

    @Test
    void everyDefaultIsFilledIn() {
        CommandJob job = read("");

        assertThat(job.args()).isEmpty();
        assertThat(job.params()).isEmpty();
        assertThat(job.env()).isEmpty();
        assertThat(job.metrics()).isEqualTo(CommandJob.MetricsForm.DETECT);
        assertThat(job.epochs()).isNull();
        assertThat(job.timeLimit()).isNull();
        assertThat(job.artifacts()).isEmpty();
        assertThat(job.objective().maximize()).isFalse();
        assertThat(((JobRequested) job.request("m1")).topic()).isEqualTo(Topic.TRAINING_JOBS);
    }

    @Test
    void parametersTakeTheirPlacesAndNothingElseChanges() {
        CommandJob job = read("""
                args: ["--lr", "{lr}", "--out={name}/{size}", "{\\"a\\": {\\"b\\": 1}}", "{}", "$HOME; rm -rf *"]
                env: {AMP: "{amp}"}
                params: {lr: 0.001, name: "{size} $1", size: 3, amp: true}
                """);

        assertThat(job.arguments())
                .containsExactly("--lr", "0.001", "--out={size} $1/3", "{\"a\": {\"b\": 1}}", "{}", "$HOME; rm -rf *");
        assertThat(job.environment()).containsEntry("AMP", "true");
    }

    @Test
    void aTrialOfAStudyVariesTheParametersOfACommand() throws IOException {
        JsonNode template = new YAMLMapper().readTree(JOB + "args: [\"{lr}\"]");

        RunJob trial = JobFile.run(JobPath.with(template, "params.lr", DoubleNode.valueOf(0.5)), Set.of("params.lr"));

        assertThat(((CommandJob) trial).arguments()).containsExactly("0.5");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("args: ['{epoch}']\nparams: {epochs: 1}", "[epochs], found: {epoch}. Did you mean 'epochs'?"),
                arguments("params: {lr: 1}", "'params.lr' must be used in args or env as {lr}, found: no use of it"),
                arguments("params: {l-r: 1}", "'params' must be names of letters, digits and '_'"),
                arguments("params: {lr: [1]}", "'params.lr' must be a number, text or boolean, found: [1]"),
                arguments("params: {lr: null}", "'params.lr' must be a number, text or boolean, found: null"),
                arguments("env: {EPOCHLINE_RUN_ID: x}", "'env' must be no name of those that the worker sets"),
                arguments("env: {'A=B': x}", "'env' must be names of letters, digits and '_', found: A=B"),
                arguments("args: [\"a\\0b\"]", "'args and env' must be texts without zero bytes"),
                arguments("artifacts: [/etc/passwd]", "'artifacts' must be globs relative to the working folder"),
                arguments("artifacts: ['a/../../b']", "'artifacts' must be globs relative to the working folder"),
                arguments("epochs: 0", "'epochs' must be at least 1, or left out, found: 0"),
                arguments("time_limit: 0", "'time_limit' must be seconds, above 0, or left out, found: 0.0"),
                arguments("metrics: xml", "'metrics' must be one of [detect, lines, jsonl, log], found: xml"),
                arguments("arguments: []", "unknown key 'arguments'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithWhatWouldBeRight(String keys, String message) {
        assertThatThrownBy(() -> read(keys)).hasMessageContaining(message);
    }

    @Test
    void theProgramIsANameAndNeverAPath() {
        assertThatThrownBy(() -> JobFile.read(JOB.replace("train_mnist", "/bin/sh"), "job"))
                .hasMessageContaining("'program' must be 1 to 128 letters");
    }

    @Test
    void theDirectionIsNotGuessed() {
        assertThatThrownBy(() -> JobFile.read(JOB.replace(", direction: minimize", ""), "job"))
                .hasMessageContaining("'objective.direction' must be 'minimize' or 'maximize', found: null");
    }

    private static CommandJob read(String more) {
        return (CommandJob) JobFile.read(JOB + more, "job");
    }
}
