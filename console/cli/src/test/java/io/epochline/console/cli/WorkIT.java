package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.StudyRequested;
import io.epochline.events.Topic;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands about runs that go on or are over; the test itself plays the worker. */
class WorkIT {

    private static TestingWorker worker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        worker = new TestingWorker();
        for (int trial = 1; trial <= 3; trial++) {
            request("sweep-t" + trial, "sweep", Math.pow(10, -trial));
        }
        worker.train("alone-1", RunStatus.SUCCEEDED);
        worker.train("alone-2", RunStatus.FAILED);
        worker.begin("alone-3");
        worker.begin("weak-1");
        worker.tell(new StudyRequested("trials", (StudySpec) JobFile.read("""
                {kind: study, name: trials, job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse},
                 space: {batch_size: {type: int, low: 1, high: 9}}}
                """, "study.yaml")));
    }

    private static void request(String run, String experiment, double lr) throws IOException {
        RunJob job = Json.MAPPER.readValue("""
                {"kind": "train", "name": "table", "data": {"source": "csv", "path": "table.csv", "target": "y"},
                 "model": {"name": "line", "layers": [{"dense": {"units": 1}}]}, "loss": "mse", "epochs": 9,
                 "optimizer": {"name": "sgd", "lr": %s}}""".formatted(lr), RunJob.class);
        worker.tell(new JobRequested(run, experiment, job, Map.of("trial", run.substring(run.length() - 1))));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private Ran run(String... arguments) {
        return worker.cli(folder).run(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --where status=failed --where run_id<b                                | alone-2
            --where status=succeeded --where seconds<=2 --where run_id<b          | alone-1
            --where best_val_loss= --where optimizer.lr<=0.01                     | sweep-t2 sweep-t3
            --sort optimizer.lr --limit 2                                         | sweep-t3 sweep-t2
            --sort optimizer.lr --descending --limit 1                            | sweep-t1
            --experiment sweep --where labels.trial!=2                            | sweep-t1 sweep-t3
            --where status=queued --last 1                                        | sweep-t3
            """)
    void runsAreChosenAndSorted(String options, String expected) throws IOException {
        Ran ran = run(("runs --json --columns run_id,status " + options).split(" +"));

        assertThat(ran.err()).isEmpty();
        assertThat(Json.MAPPER.readTree(ran.out()).path("runs"))
                .extracting(run -> run.path("run_id").asText())
                .containsExactly(expected.split(" "));
    }

    @Test
    void columnsAreShownAsAskedFor() {
        Ran ran = run("runs", "--columns", "run_id,optimizer.lr,job.epochs,best_val_loss", "--sort", "run_id");

        assertThat(ran.out().lines().toList())
                .first()
                .asString()
                .matches("run_id +optimizer.lr +job.epochs +best_val_loss");
        assertThat(ran.out().lines()).anyMatch(line -> line.matches("sweep-t3 +0.001 +9 +-"));
        assertThat(ran.out().lines()).anyMatch(line -> line.matches("alone-1 +- +- +0.2500"));
    }

    @Test
    void chosenRunsLookLikeOthers() {
        Ran ran = run("runs", "--where", "status=failed");

        assertThat(ran.out()).contains("run", "experiment", "alone-2", "2/2").doesNotContain("alone-1");
        assertThat(run("runs", "--where", "seconds>100").out()).isEqualTo("No run is like that.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runs --where status             | is no condition
            runs --where statsu=failed      | Did you mean 'status'?
            runs --sort optimizer.lrr       | Did you mean 'optimizer.lr'?
            runs --columns run_id,stat      | There is no column 'stat'
            watch alone-9                   | There is no run, posterior or experiment 'alone-9'.
            watch alone                     | is the beginning of 3 ids
            cancel alone-9                  | There is no run, posterior or experiment 'alone-9'.
            cancel sweep                    | Nobody asked for a study or a campaign 'sweep'
            pause alone-1                   | alone-1 is over already: succeeded.
            continue alone-3                | alone-3 is running, not paused.
            continue trials                 | There is no run 'trials'.
            cancel trials --prune           | Only runs can be pruned, and 'trials' is none.
            """)
    void whatCannotBeIsRefused(String command, String message) {
        Ran ran = run(command.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void watchingARunThatIsOverTellsAllOfIt() throws IOException {
        Ran ran = run("watch", "alone-1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .containsSubsequence(
                        "alone-1 trains on trainer-1",
                        "epoch   1/2",
                        "epoch   2/2",
                        "Best val loss 0.2500 at epoch 2",
                        "Artifacts: s3://epochline/experiments/alone-1/runs/alone-1/");
        Ran failed = run("watch", "alone-2", "--json");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(Json.MAPPER.readTree(failed.out()).at("/failure/code").asText())
                .isEqualTo("diverged");
    }

    @Test
    void watchingARunThatGoesOnFollowsItToItsEnd() {
        worker.begin("later-1");
        worker.begin("later-2");
        CompletableFuture<Ran> watching = CompletableFuture.supplyAsync(() -> run("watch", "later-1"));
        worker.epoch("later-1", 2, 0.125);
        worker.finish("later-2", RunStatus.FAILED);
        worker.finish("later-1", RunStatus.SUCCEEDED);

        Ran ran = watching.join();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("epoch   2/2").doesNotContain("later-2", "diverged");
    }

    @Test
    void watchingOneTrialShowsNoOther() {
        worker.tell(new RunStarted("sweep-t1", "sweep", 1, "table", "trainer-1", "cpu", 9, 5, 2, Map.of()));
        worker.tell(new RunStarted("sweep-t2", "sweep", 1, "table", "trainer-2", "cpu", 9, 5, 2, Map.of()));
        worker.tell(new RunFinished("sweep-t1", "sweep", 1, "table", RunStatus.CANCELLED, null, null, null, Map.of()));

        Ran ran = run("watch", "sweep-t1");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("trainer-1", "sweep-t1 cancelled").doesNotContain("trainer-2");
    }

    @Test
    void cancellingAsksTheWorkers() throws IOException {
        Ran ran = run("cancel", "alone-3", "--reason", "enough", "--json");

        assertThat(ran.exitCode()).isZero();
        JsonNode answer = Json.MAPPER.readTree(ran.out());
        assertThat(answer.path("requested").booleanValue()).isTrue();
        assertThat(answer.path("state").textValue()).isEqualTo("running");
        assertThat(worker.told(Topic.CONTROL)).contains(new JobCancelRequested("alone-3", "enough"));
    }

    @Test
    void pruningSaysWhatTheRunIsToEndAs() {
        Ran ran = run("cancel", "weak-1", "--prune", "--reason", "worse than the median");

        assertThat(ran.out()).contains("Asked to prune weak-1, which is running.");
        assertThat(worker.told(Topic.CONTROL))
                .contains(new JobCancelRequested("weak-1", "worse than the median", RunStatus.PRUNED));
    }

    @Test
    void cancellingAStudyAsksForTheEndOfAllOfIt() throws IOException {
        Ran ran = run("cancel", "trials", "--reason", "enough");

        assertThat(ran.out()).startsWith("Asked to cancel trials, which is running.\n");
        assertThat(worker.told(Topic.EXPERIMENTS)).contains(new ExperimentCancelRequested("trials", "enough"));
        assertThat(Json.MAPPER
                        .readTree(run("cancel", "trials", "--json").out())
                        .path("state")
                        .textValue())
                .isEqualTo("cancelling");

        worker.tell(new ExperimentFinished(
                "trials", "study", RunStatus.CANCELLED, null, 2, 0, "val_loss", null, null, "Cancelled.", List.of()));

        assertThat(run("cancel", "trials").out())
                .isEqualTo("trials is over already: cancelled. Nothing was asked for.\n");
        Ran watched = run("watch", "trials");
        assertThat(watched.exitCode()).isEqualTo(1);
        assertThat(watched.out())
                .containsSubsequence(
                        "cancelled: no more trials are asked for",
                        "Study over: 2 trials, 0 failed\n",
                        "trials cancelled");
    }

    @Test
    void aRunIsHeldAndAskedForAgain() throws IOException {
        request("held-1", "held-1", 0.1);
        worker.begin("held-1");
        Ran paused = run("pause", "held-1", "--reason", "the slot is needed");
        assertThat(paused.out()).startsWith("Asked to pause held-1, which is running.\n");
        assertThat(worker.told(Topic.CONTROL)).contains(new JobPauseRequested("held-1", 1, "the slot is needed"));

        worker.tell(new RunPaused("held-1", "held-1", 1, 1, "the slot is needed"));
        assertThat(Json.MAPPER
                        .readTree(run("show", "held-1", "--json").out())
                        .path("state")
                        .textValue())
                .isEqualTo("paused");
        assertThat(run("pause", "held-1").out()).isEqualTo("held-1 is paused already. Nothing was asked for.\n");
        Ran continued = run("continue", "held-1");
        assertThat(continued.out()).startsWith("Asked for held-1 to go on.\n");
        assertThat(worker.told(Topic.TRAINING_JOBS))
                .filteredOn(event -> event.id().equals("held-1:requested:1"))
                .singleElement()
                .satisfies(event -> assertThat(((JobRequested) event).spec())
                        .isEqualTo(requested("held-1").spec()));
        assertThat(run("continue", "held-1").err()).contains("held-1 is queued, not paused.");

        worker.tell(new RunStarted("held-1", "held-1", 2, "table", "trainer-1", "cpu", 2, 5, 2, Map.of()));
        assertThat(Json.MAPPER
                        .readTree(run("pause", "held-1", "--json").out())
                        .path("pause")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void cancellingARunThatIsHeldGivesItToAWorkerToEnd() throws IOException {
        request("held-2", "held-2", 0.1);
        worker.tell(new RunPaused("held-2", "held-2", 0, 1, ""));

        run("cancel", "held-2");

        assertThat(worker.told(Topic.CONTROL)).contains(new JobCancelRequested("held-2", ""));
        assertThat(worker.told(Topic.TRAINING_JOBS)).extracting(Event::id).contains("held-2:requested:1");

        worker.finish("held-2", RunStatus.CANCELLED);
        assertThat(run("continue", "held-2").err()).contains("held-2 is cancelled, not paused.");
    }

    private static JobRequested requested(String run) {
        return worker.told(Topic.TRAINING_JOBS).stream()
                .map(JobRequested.class::cast)
                .filter(job -> job.jobId().equals(run))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cancellingWhatIsOverAsksForNothing() {
        Ran ran = run("cancel", "alone-1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("alone-1 is over already: succeeded. Nothing was asked for.\n");
        assertThat(worker.told(Topic.CONTROL))
                .noneMatch(event -> event instanceof JobCancelRequested cancel
                        && cancel.jobId().equals("alone-1"));
    }
}
