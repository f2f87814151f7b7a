package io.epochline.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that read what runs left in the store. */
class ResultsIT {

    private static TestingWorker worker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        worker = new TestingWorker();
        finishStudy("sweep");
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private static void finishStudy(String id) {
        ArtifactStore store = worker.store();
        List<Manifest.Run> runs = new ArrayList<>();
        for (int trial = 1; trial <= 3; trial++) {
            RunFinished finished = finish(store, id, trial);
            runs.add(new Manifest.Run(
                    finished.runId(), null, finished.labels(), finished.status(), null, finished.summaryRef()));
        }
        new Manifest(1, id, "study", id, RunStatus.SUCCEEDED, null, "val_loss", null, null, runs, null).put(store);
    }

    private static RunFinished finish(ArtifactStore store, String experiment, int trial) {
        RunLayout run = RunLayout.of(experiment, experiment + "-t" + trial);
        String meta = """
                {"job": {"optimizer": {"name": "sgd", "lr": %s}, "epochs": 9, "seed": 9007199254740993},
                 "device": "cpu", "worker": "w-%d"}""".formatted(Math.pow(10, -trial), trial);
        ArtifactRef metaRef = store.put(run.meta(), meta.getBytes(UTF_8), "application/json");
        ArtifactRef trace = store.put(run.trace(), ("trace " + trial).getBytes(UTF_8), "application/x-npz");
        store.put(run.segment(1), new byte[10], "application/x-npz");
        RunSummary summary = new RunSummary(
                2, 10, 2, 0.5 * trial, Double.NaN, 1, 0.5, Map.of("mse", 0.25 * trial), false, trial, 100, 2);
        RunFinished finished = new RunFinished(
                run.runId(),
                experiment,
                1,
                "table",
                RunStatus.SUCCEEDED,
                null,
                summary,
                null,
                Map.of("trial", Integer.toString(trial)));
        RunFinished committed = SummaryDocument.commit(store, run, finished, Map.of("meta", metaRef, "trace", trace))
                .orElseThrow();
        worker.tell(committed);
        return committed;
    }

    private Ran run(String... arguments) {
        return worker.cli(folder).run(arguments);
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.err()).isEmpty();
        return Json.MAPPER.readTree(ran.out());
    }

    @Test
    void aTableSaysWhichColumnsItHas() {
        Ran ran = run("table", "sweep");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("3 runs of sweep, ");
        assertThat(ran.out().lines()).anyMatch(line -> line.matches("best_val_loss +double +3 +3 +0.5000 +1.500"));
        assertThat(ran.out().lines()).anyMatch(line -> line.matches("optimizer.lr +double +3 +3 +0.001 +0.1"));
        assertThat(ran.out()).doesNotContain("failure.code");
    }

    @Test
    void aTableIsWrittenAsCsvAndParquet() throws IOException {
        Path csv = folder.resolve("runs.csv");
        Path parquet = folder.resolve("runs.parquet");

        assertThat(run("table", "sweep", "--out", csv.toString()).exitCode()).isZero();
        assertThat(run("table", "sweep", "--out", parquet.toString()).exitCode())
                .isZero();

        assertThat(run("table", "sweep", "--format", "csv").out()).isEqualTo(Files.readString(csv));
        assertThat(csv)
                .content()
                .startsWith("run_id,experiment_id,")
                .contains("sweep-t2", ",9007199254740993,", ",NaN,");
        assertThat(Files.readAllBytes(parquet)).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    }

    @Test
    void aQueryIsAnsweredInEveryForm() throws IOException {
        String sql =
                "SELECT \"optimizer.name\" AS optimizer, count(*) AS runs, min(best_val_loss) AS best FROM runs GROUP BY 1";

        assertThat(run("table", "sweep", "--query", sql).out()).containsPattern("sgd +3 +0.5000");
        assertThat(run("table", "sweep", "--query", sql, "--format", "csv").out())
                .isEqualTo("optimizer,runs,best\nsgd,3,0.5\n");
        assertThat(json(run("table", "sweep", "--query", sql, "--json"))
                        .at("/rows/0/runs")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void tablesAreKeptBesideTheRuns() {
        Ran ran = run("table", "sweep", "--keep");

        ExperimentLayout sweep = new ExperimentLayout("sweep");
        assertThat(ran.out()).contains("Kept s3://epochline/experiments/sweep/table.csv");
        assertThat(worker.store().get(sweep.tableCsv())).asString(UTF_8).startsWith("run_id,");
        assertThat(worker.store().get(sweep.tableParquet())).startsWith('P', 'A', 'R', '1');
    }

    @Test
    void comparingTellsWhatSetsRunsApart() throws IOException {
        Ran ran = run("compare", "sweep-t1", "sweep-t2");

        assertThat(ran.out()).containsSubsequence("Settings that differ", "optimizer.lr", "Provenance", "Results");
        assertThat(ran.out()).doesNotContain("optimizer.name", "seed");
        assertThat(ran.out().lines()).anyMatch(line -> line.matches(" +best_val_loss +0.5000 +1.000 +\\+100.0 %"));
        JsonNode json = json(run("compare", "sweep-t1", "sweep-t2", "sweep-t3", "--json"));
        assertThat(json.path("runs")).hasSize(3);
        assertThat(json.at("/settings").toString()).isEqualTo("{\"optimizer.lr\":[0.1,0.01,0.001]}");
        assertThat(json.at("/results/metrics.mse").toString()).isEqualTo("[0.25,0.5,0.75]");
    }

    @Test
    void comparingTakesInARunThatGoesOn() {
        worker.begin("going-1");

        Ran ran = run("compare", "sweep-t1", "going-1");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).anyMatch(line -> line.matches(" +status +succeeded +running *"));
    }

    @Test
    void artifactsAreListedAndFetched() throws IOException {
        assertThat(run("artifacts", "ls", "sweep/sweep-t1").out())
                .contains(
                        "s3://epochline/experiments/sweep/runs/sweep-t1/",
                        "trace.npz",
                        "7 B",
                        "segments/000001.npz",
                        "summary");
        Path out = folder.resolve("fetched");

        JsonNode written = json(run("artifacts", "get", "sweep-t1", "--out", out.toString(), "--json"));

        assertThat(written.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("meta.json", "summary.json", "trace.npz");
        assertThat(out.resolve("trace.npz")).hasContent("trace 1");
        assertThat(run("artifacts", "get", "sweep-t2", "trace", "segments/000001.npz", "--out", out.toString())
                        .exitCode())
                .isZero();
        assertThat(out.resolve("trace.npz")).hasContent("trace 2");
        assertThat(out.resolve("segments/000001.npz")).isNotEmptyFile();
    }

    @Test
    void whatIsIntactIsVerified() throws IOException {
        Ran run = run("artifacts", "verify", "sweep-t1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("3 of 3 objects are as they were written.\n");
    }

    @Test
    void whatIsDamagedIsFoundAndNotFetched() throws IOException {
        finishStudy("hurt");
        RunLayout first = RunLayout.of("hurt", "hurt-t1");
        worker.store().put(first.trace(), "trace x".getBytes(UTF_8), "application/x-npz");
        worker.store().delete(RunLayout.of("hurt", "hurt-t2").trace());
        worker.store().put(first.checkpoint(), new byte[1], "application/x-npz");

        Ran verified = run("artifacts", "verify", "hurt");
        Ran fetched = run("artifacts", "get", "hurt-t1", "trace", "--out", folder.toString());

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.out())
                .contains("changed experiments/hurt/runs/hurt-t1/trace.npz", "expected sha256", "found  ")
                .contains("missing experiments/hurt/runs/hurt-t2/trace.npz")
                .contains("extra   experiments/hurt/runs/hurt-t1/checkpoint.npz")
                .contains("7 of 10 objects");
        assertThat(fetched.exitCode()).isEqualTo(1);
        assertThat(fetched.err()).contains("is not what the run wrote");
        assertThat(folder).isEmptyDirectory();
        JsonNode findings = Json.MAPPER.readTree(
                run("artifacts", "verify", "hurt/hurt-t2", "--json").out());
        assertThat(findings)
                .extracting(finding -> finding.path("verdict").asText())
                .contains("missing", "intact");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            table swep                               | Did you mean 'sweep'?
            table sweep --format xlsx                | There is no format 'xlsx'
            table sweep --format parquet             | Name a file
            table sweep --out none/runs.csv          | none/runs.csv cannot be written
            table sweep --query SELEC                | syntax error
            table ../sweep                           | experiment_id
            compare sweep-t1                         | RUN
            compare sweep-t1 sweep-t1                | expected at least two
            compare sweep-t1 sweep-t9                | There is no run 'sweep-t9'.
            artifacts                                | ls, get or verify
            artifacts get sweep-t1 trac              | Did you mean 'trace'?
            artifacts ls sweep/none                  | There is nothing of a run
            artifacts ls ../sweep-t1                 | experiment_id
            artifacts verify sweep/none              | has no summary.json
            """)
    void whatCannotBeIsRefused(String command, String message) {
        Ran ran = run(command.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }
}
