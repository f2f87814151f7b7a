package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.command.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class CommandRunTest {

    @TempDir
    Path home;

    private TestPrograms worker;

    @BeforeEach
    void open() {
        worker = new TestPrograms(home, new MemoryArtifactStore("epochline"));
    }

    @Test
    void aProgramIsHeardAndItsRunRecorded() throws IOException {
        RunFinished finished = worker.run("""
                echo "lr $1 for $2"
                echo 'epoch=1 loss=0.9 val_loss=0.8 lr=0.1'
                echo 'epoch=2 loss=0.5 val_loss=0.4 lr=0.1 f1=0.7'
                echo 'epoch=3 loss=0.3 val_loss=0.45 lr=0.01'
                """, "", "args: ['{lr}', 'a b; $HOME']\nparams: {lr: 0.1}\nepochs: 3");

        assertThat(worker.events)
                .extracting(Event::id)
                .containsExactly(
                        "run-1:started:1", "run-1:epoch:1", "run-1:epoch:2", "run-1:epoch:3", "run-1:finished");
        assertThat((RunStarted) worker.events.getFirst())
                .returns(3, RunStarted::epochs)
                .returns(0L, RunStarted::parameters);
        assertThat(worker.epochs())
                .extracting(
                        EpochCompleted::trainLoss,
                        EpochCompleted::valLoss,
                        EpochCompleted::learningRate,
                        EpochCompleted::best)
                .containsExactly(tuple(0.9, 0.8, 0.1, true), tuple(0.5, 0.4, 0.1, true), tuple(0.3, 0.45, 0.01, false));
        assertThat(((RunStarted) worker.events.getFirst()).device())
                .as("where a program computes is its own business")
                .isNull();
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.summary().bestEpoch()).isEqualTo(2);
        assertThat(finished.summary().bestValLoss()).isEqualTo(0.4);
        assertThat(finished.summary().finalValLoss()).isEqualTo(0.45);
        assertThat(finished.summary().metrics()).containsOnly(entry("f1", 0.7));
        assertThat(worker.log()).startsWith("lr 0.1 for a b; $HOME\nepoch=1").endsWith("[epochline] succeeded\n");
        try (NpzReader trace = NpzReader.of(worker.store.get(TestPrograms.LAYOUT.trace()))) {
            assertThat(trace.read("epoch").longs()).containsExactly(1, 2, 3);
            assertThat(trace.read("val_loss").doubles()).containsExactly(0.8, 0.4, 0.45);
        }
        var meta = Json.MAPPER.readTree(worker.store.get(TestPrograms.LAYOUT.meta()));
        assertThat(meta.at("/job/kind").asText()).isEqualTo("command");
        assertThat(meta.at("/command/2").asText()).isEqualTo("a b; $HOME");
        assertThat(meta.at("/files").elements().next().asText()).hasSize(64);
        assertThat(home.resolve("work")).isEmptyDirectory();
    }

    @Test
    void anObjectiveThatIsToRiseIsAMetricAndNoLoss() {
        RunFinished finished = worker.run(
                "for i in 1 2 3; do echo \"Epoch $i - loss: 0.$i - val_accuracy: 0.$((i % 3 + 1))\"; done",
                "", "objective: {metric: val_accuracy, direction: maximize}");

        assertThat(finished.summary().bestEpoch()).isEqualTo(2);
        assertThat(finished.summary().bestValLoss()).isNull();
        assertThat(finished.summary().metrics()).containsEntry("val_accuracy", 0.3);
        assertThat(worker.epochs()).extracting(EpochCompleted::best).containsExactly(true, true, false);
        assertThat(worker.epochs()).extracting(EpochCompleted::valLoss).containsOnlyNulls();
    }

    @Test
    void whatWasToldIsKnownToTheNextAttemptSoonAfterwards() {
        CommandJob job = TestPrograms.spec("");
        Programs programs = worker.list("""
                for i in 1 2 3 4; do
                  [ $EPOCHLINE_ATTEMPT = 1 ] || [ $i -gt 2 ] || continue
                  echo "epoch=$i val_loss=0.$((9 - i))"
                  [ $EPOCHLINE_ATTEMPT = 2 ] || sleep 1.2
                done
                """, "");
        EventSink dying = event -> {
            if (event.id().equals("run-1:epoch:3")) {
                throw new IllegalStateException("the broker is gone");
            }
        };
        JobRequested request = new JobRequested("run-1", null, job, Map.of());
        assertThatThrownBy(() -> trainer(dying, programs).run(request, new StopSignal()))
                .hasMessage("the broker is gone");

        trainer(worker.events::add, programs).run(request, new StopSignal());

        assertThat(worker.finished().status()).isEqualTo(RunStatus.SUCCEEDED);
        try (NpzReader trace = NpzReader.of(worker.store.get(TestPrograms.LAYOUT.trace()))) {
            assertThat(trace.read("epoch").longs()).containsExactly(1, 2, 3, 4);
        }
    }

    private Trainer trainer(EventSink sink, Programs programs) {
        return new Trainer(worker.store, new DataFiles(home, worker.store), sink, TrainerSettings.of("w"), programs);
    }

    @Test
    void theEnvironmentIsWhatTheOperatorAllowsAndNothingElse() {
        RunFinished finished = worker.run(
                """
                env | sort > env.txt
                echo "val_loss=$SCALE"
                """,
                "env: {OMP_NUM_THREADS: '2', WHERE: '{here}'}\ninherit: [PATH]\nallow_env: [SCALE]",
                "env: {SCALE: '{scale}'}\nparams: {scale: 0.25}\nartifacts: [env.txt]");

        assertThat(finished.summary().bestValLoss()).isEqualTo(0.25);
        assertThat(new String(worker.store.get(TestPrograms.LAYOUT.file("env.txt"))).lines())
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .filteredOn(name -> !name.equals("_") && !name.equals("OLDPWD"))
                .containsExactly(
                        "EPOCHLINE_ATTEMPT",
                        "EPOCHLINE_CHECKPOINT_DIR",
                        "EPOCHLINE_EXPERIMENT_ID",
                        "EPOCHLINE_RUN_ID",
                        "OMP_NUM_THREADS",
                        "PATH",
                        "PWD",
                        "PYTHONUNBUFFERED",
                        "SCALE",
                        "TMPDIR",
                        "WHERE");
    }

    @Test
    void anExitCodeFailsTheRunWithTheLastLinesAsTheReason() {
        RunFinished finished = worker.run("echo val_loss=0.5; echo 'CUDA out of memory' >&2; exit 3");

        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().code()).isEqualTo(FailureCode.PROGRAM_FAILED);
        assertThat(finished.failure().message())
                .isEqualTo("'script' ended with exit code 3. Its last lines:\nval_loss=0.5\nCUDA out of memory");
        assertThat(finished.summary().bestValLoss())
                .as("what was told until then")
                .isEqualTo(0.5);
    }

    @Test
    void aSignalIsToldAsOne() {
        assertThat(worker.run("kill -9 $$").failure().message())
                .isEqualTo(
                        "'script' ended with signal 9: it was killed, maybe for want of memory. It printed nothing.");
    }

    @Test
    void aRunWithoutItsObjectiveFailsAndSaysWhatWasFound() {
        RunFinished finished = worker.run("echo epoch=1 val_los=0.5 loss=1");

        assertThat(finished.failure().code()).isEqualTo(FailureCode.INVALID_JOB);
        assertThat(finished.failure().message())
                .isEqualTo("'script' ended well, but never told of its objective 'val_loss'. It told of [loss]");
        assertThat(worker.run("echo hello").failure().message()).contains("never told of its objective");
    }

    @Test
    void anObjectiveThatIsNeverFiniteIsADivergence() {
        assertThat(worker.run("echo epoch=1 val_loss=nan; echo epoch=2 val_loss=inf")
                        .failure()
                        .code())
                .isEqualTo(FailureCode.DIVERGED);
    }

    @Test
    void aCancelledProgramEndsWithAllThatItStarted() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Trainer.Outcome> run = CompletableFuture.supplyAsync(
                () -> worker.run(stop, """
                trap '' TERM
                sleep 1000 &
                echo $! > "$HERE/pids"
                setsid sh -c 'echo $$ >> "$HERE/pids"; exec sleep 1000' &
                until [ $(wc -l < "$HERE/pids") = 2 ]; do sleep 0.05; done
                echo epoch=1 val_loss=0.5
                echo epoch=2
                wait
                """, "limits: {grace: 0.2}\nenv: {HERE: '{here}'}", ""));
        worker.awaitEpochs(1);
        stop.end(new StopSignal.Ending(RunStatus.CANCELLED, ""));

        assertThat(run.join()).isEqualTo(Trainer.Outcome.FINISHED);
        assertThat(worker.finished().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(worker.finished().summary().bestValLoss()).isEqualTo(0.5);
        worker.awaitEnds();
    }

    @Test
    void aProgramMaySaveItselfWhenItIsReleasedAndGoOnLater() throws InterruptedException {
        String script = """
                last=0
                [ -f "$EPOCHLINE_CHECKPOINT_DIR/last" ] && last=$(cat "$EPOCHLINE_CHECKPOINT_DIR/last")
                trap 'echo $last > "$EPOCHLINE_CHECKPOINT_DIR/last"; exit 0' TERM
                while [ $last -lt 4 ]; do
                  last=$((last + 1))
                  echo "epoch=$last val_loss=0.$((9 - last))"
                  [ $last = 2 ] && [ $EPOCHLINE_ATTEMPT = 1 ] && { echo epoch=2; while :; do sleep 0.05; done; }
                done
                exit 0
                """;
        StopSignal stop = new StopSignal();
        CompletableFuture<Trainer.Outcome> first =
                CompletableFuture.supplyAsync(() -> worker.run(stop, script, "", ""));
        worker.awaitEpochs(2);
        stop.release();
        assertThat(first.join()).isEqualTo(Trainer.Outcome.RELEASED);

        RunFinished finished = worker.run(script);

        assertThat(finished.attempt()).isEqualTo(2);
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(worker.epochs()).extracting(EpochCompleted::epoch).containsExactly(1, 2, 3, 4);
        try (NpzReader trace = NpzReader.of(worker.store.get(TestPrograms.LAYOUT.trace()))) {
            assertThat(trace.read("val_loss").doubles()).containsExactly(0.8, 0.7, 0.6, 0.5);
        }
    }

    @Test
    void aProgramThatStartsAnewReplacesWhatItToldBefore() throws InterruptedException {
        StopSignal stop = new StopSignal();
        String endless =
                "echo epoch=0 val_loss=0.9; echo epoch=1 val_loss=0.8; echo epoch=2; while :; do sleep 0.05; done";
        CompletableFuture<Trainer.Outcome> first =
                CompletableFuture.supplyAsync(() -> worker.run(stop, endless, "", ""));
        worker.awaitEpochs(2);
        stop.release();
        first.join();

        RunFinished finished = worker.run("echo epoch=0 val_loss=0.7");

        assertThat(finished.summary().epochs()).isEqualTo(1);
        assertThat(finished.summary().bestValLoss()).isEqualTo(0.7);
    }

    @Test
    void aTimeLimitEndsTheProgramAndKeepsWhatItTold() {
        RunFinished some =
                worker.run("echo epoch=1 val_loss=0.5; sleep 1000", "limits: {grace: 0.2}", "time_limit: 0.5");
        assertThat(some.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(some.reason()).isEqualTo("time_limit");
        assertThat(some.summary().bestValLoss()).isEqualTo(0.5);

        TestPrograms other = new TestPrograms(home, new MemoryArtifactStore("epochline"));
        RunFinished none = other.run("exec sleep 1000", "limits: {grace: 0.2, time: 0.5}", "");
        assertThat(none.failure().code()).isEqualTo(FailureCode.TIME_LIMIT);
        assertThat(none.failure().message())
                .isEqualTo(
                        "'script' was ended after 0.5 s, and had told of no finite 'val_loss' until then. It printed nothing.");
    }

    @Test
    void anEpochIsToldWhenNothingMoreIsSaidOfIt() throws InterruptedException {
        StopSignal stop = new StopSignal();
        CompletableFuture<Trainer.Outcome> run = CompletableFuture.supplyAsync(
                () -> worker.run(stop, "echo epoch=1 val_loss=0.5; while :; do sleep 0.05; done", "", ""));
        worker.awaitEpochs(1);
        stop.end(new StopSignal.Ending(RunStatus.CANCELLED, ""));
        run.join();

        assertThat(worker.epochs().getFirst().valLoss()).isEqualTo(0.5);
    }

    @Test
    void aDaemonThatHoldsTheOutputDoesNotHoldTheRun() throws IOException {
        RunFinished finished =
                worker.run("echo val_loss=0.5; sleep 1000 & echo $! > \"$HERE/pids\"", "env: {HERE: '{here}'}", "");

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        worker.awaitEnds();
    }

    @Test
    void aProgramThatClosesItsOutputRunsOn() throws IOException {
        RunFinished finished = worker.run(
                "echo val_loss=0.5; exec >&- 2>&-; sleep 0.5; echo done > done.txt", "", "artifacts: [done.txt]");

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(worker.store.get(TestPrograms.LAYOUT.file("done.txt"))).isNotEmpty();
    }

    @Test
    void whatAnEarlierAttemptLeftOnTheMachineIsEnded() throws IOException {
        Process left = new ProcessBuilder("sleep", "1003").start();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1003");
        builder.environment().put("EPOCHLINE_RUN_ID", "run-1");
        builder.environment().put("EPOCHLINE_ATTEMPT", "0");
        Process orphan = builder.start();
        Files.createDirectories(home.resolve("work/run-1/attempt-0/folder"));

        worker.run("echo val_loss=0.5; ls \"$EPOCHLINE_CHECKPOINT_DIR/..\"");

        assertThat(orphan.onExit().join().isAlive()).isFalse();
        assertThat(left.isAlive()).as("not of this run").isTrue();
        assertThat(worker.log()).contains("attempt-1").doesNotContain("attempt-0");
        left.destroyForcibly();
    }
}
