package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunStatus;
import io.epochline.events.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a real broker and a real object store; the test itself plays the worker. */
class TopicsIT {

    private static TestingWorker worker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        worker = new TestingWorker();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void writeJob() throws IOException {
        Files.writeString(folder.resolve("table.csv"), "a,y\n" + "1,2\n2,3\n3,5\n4,4\n".repeat(5));
        Files.writeString(folder.resolve("job.yaml"), """
                kind: train
                name: table
                data: {source: csv, path: table.csv, target: y}
                model: {name: line, layers: [{dense: {units: 1}}]}
                loss: mse
                batch_size: 4
                """);
    }

    private TestingCli cli() {
        return worker.cli(folder);
    }

    private static List<Event> told(Topic topic) {
        return worker.told(topic);
    }

    private static void train(String run, boolean well) {
        worker.train(run, well ? RunStatus.SUCCEEDED : RunStatus.FAILED);
    }

    @Test
    void submitUploadsTheDataAndPublishesOneRequest() throws IOException {
        int before = told(Topic.TRAINING_JOBS).size();
        Ran ran = cli().run("submit", folder.resolve("job.yaml").toString(), "--json");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        String id = Json.MAPPER.readTree(ran.out()).path("id").asText();
        List<Event> jobs = told(Topic.TRAINING_JOBS);
        assertThat(jobs).hasSize(before + 1);
        assertThat(jobs.getLast()).isInstanceOfSatisfying(JobRequested.class, job -> {
            assertThat(job.jobId()).isEqualTo(id);
            assertThat(job.experimentId()).isEqualTo(id);
            String path = Json.MAPPER.valueToTree(job.spec()).at("/data/path").asText();
            String key = path.substring("s3://epochline/".length());
            assertThat(worker.store().get(key)).asString(StandardCharsets.UTF_8).startsWith("a,y\n1,2");
        });
    }

    @Test
    void whatIsRefusedIsNeitherUploadedNorPublished() throws IOException {
        int jobs = told(Topic.TRAINING_JOBS).size();
        int objects = worker.store().list("").size();
        Path file = folder.resolve("job.yaml");
        Files.writeString(folder.resolve("table.csv"), "a,y\n" + "1,7\n2,8\n".repeat(5));
        Files.writeString(file, Files.readString(file).replace("units: 1", "units: 2"));

        assertThat(cli().run("submit", file.toString()).exitCode()).isEqualTo(2);
        assertThat(told(Topic.TRAINING_JOBS)).hasSize(jobs);
        assertThat(worker.store().list("")).hasSize(objects);
    }

    @Test
    void waitingFollowsTheRunToItsEnd() {
        Ran ran = submitAndTrain(true);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains(
                        "epoch   1/2",
                        "epoch   2/2",
                        "Best val loss 0.2500 at epoch 2",
                        "s3://epochline/experiments/table-");
    }

    @Test
    void waitingForARunThatFailsEndsWithItsReason() {
        Ran ran = submitAndTrain(false);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("failed: diverged: the loss is NaN at step 3");
    }

    /** Takes the job as a worker does, once it has been published. */
    private Ran submitAndTrain(boolean well) {
        int before = told(Topic.TRAINING_JOBS).size();
        CompletableFuture<Ran> ran = CompletableFuture.supplyAsync(
                () -> cli().run("submit", folder.resolve("job.yaml").toString(), "--wait"));
        List<Event> jobs = told(Topic.TRAINING_JOBS);
        while (jobs.size() == before && !ran.isDone()) {
            jobs = told(Topic.TRAINING_JOBS);
        }
        if (jobs.size() > before) {
            train(((JobRequested) jobs.getLast()).jobId(), well);
        }
        return ran.join();
    }

    @Test
    void runsAndShowTellWhatTheTopicsAndTheStoreHold() throws IOException {
        train("shown-1", true);
        worker.store().put(RunLayout.of("shown-1", "shown-1").trace(), new byte[2048], "application/octet-stream");

        Ran runs = cli().run("runs", "--experiment", "shown-1");
        assertThat(runs.out()).contains("shown-1", "succeeded", "2/2", "0.2500", "mse 0.2500");

        Ran show = cli().run("show", "shown");
        assertThat(show.err()).isEmpty();
        assertThat(show.out()).contains("shown-1  succeeded", "trainer-1, attempt 1", "█▁", "trace.npz", "2.0 KiB");

        JsonNode json =
                Json.MAPPER.readTree(cli().run("show", "shown-1", "--json").out());
        assertThat(json.path("curve")).hasSize(2);
        assertThat(json.at("/artifacts/0/size").asLong()).isEqualTo(2048);
    }

    @Test
    void aRunInTheStoreIsDrawnAndExportedByItsId() {
        train("drawn-1", true);
        double[] loss = {3, 2, 1};
        worker.store()
                .put(
                        RunLayout.of("drawn-1", "drawn-1").trace(),
                        NpzWriter.bytes(Map.of("loss", NpyArray.of(loss, 3))),
                        "application/x-npz");

        Ran plot = cli().run("plot", "drawn", "--out", folder.toString(), "--format", "svg");
        assertThat(plot.exitCode()).as(plot.err()).isZero();
        assertThat(folder.resolve("drawn-1-training.svg")).content().contains("final: 1", "Training: drawn-1");
        Ran export = cli().run("export", "drawn-1/drawn-1", "--tensorboard", folder.toString());
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(folder.resolve("drawn-1/events.out.tfevents.drawn-1")).isNotEmptyFile();
    }

    @Test
    void anUnknownRunGetsASuggestion() {
        train("known-run", true);
        Ran ran = cli().run("show", "knwon-run");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("Did you mean 'known-run'?");
    }

    @Test
    void eventsAreWholeCloudEvents() throws IOException {
        train("seen-1", true);
        Ran ran = cli().run("events", "epochs", "--no-follow", "--json");

        assertThat(ran.exitCode()).isZero();
        List<JsonNode> seen = ran.out()
                .lines()
                .map(line -> {
                    try {
                        return Json.MAPPER.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .filter(event -> event.at("/data/run_id").asText().equals("seen-1"))
                .toList();
        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().path("specversion").asText()).isEqualTo("1.0");
        assertThat(seen.getFirst().path("type").asText()).isEqualTo("io.epochline.EpochCompleted.v1");
        assertThat(seen.getFirst().path("source").asText()).isEqualTo("/epochline/test");
        assertThat(seen.getFirst().path("id").asText()).isEqualTo("seen-1:epoch:1");
    }

    @Test
    void deadLettersAreShownWithTheirReasons() throws IOException {
        worker.refuse(Topic.SAMPLING_JOBS, "broken-1", "{not json", "expected a job, found: broken-1");
        Ran ran = cli().run("events", "jobs.sample.dlq", "--no-follow");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).singleElement().asString().contains("broken-1", "expected a job");

        Ran json = cli().run("events", "epochline.jobs.sample.dlq", "--no-follow", "--json");
        JsonNode letter = Json.MAPPER.readTree(json.out());
        assertThat(letter.path("kafkatopic").asText()).isEqualTo("epochline.jobs.sample.dlq");
        assertThat(letter.path("deadletterreason").asText()).startsWith("expected a job");
        assertThat(letter.path("data").asText()).isEqualTo("{not json");
    }

    @Test
    void aTailEndsAfterAsManyEventsAsAskedFor() {
        train("tailed-1", true);
        Ran ran = cli().run("events", "runs", "--from-beginning", "--max", "1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(1).first().asString().containsAnyOf("RunStarted", "RunFinished");
    }

    @Test
    void aBrokerOutOfReachIsToldSoon() {
        TestingCli nowhere = new TestingCli(
                folder,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "EPOCHLINE_STORE_ENDPOINT", worker.servers().s3Endpoint(),
                        "EPOCHLINE_STORE_ACCESS_KEY", worker.servers().accessKey(),
                        "EPOCHLINE_STORE_SECRET_KEY", worker.servers().secretKey()));
        long began = System.nanoTime();
        Ran ran = nowhere.run("runs");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("127.0.0.1:1", "./epochline up");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
}
