package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands meet runs in the middle of a step, on the real broker and store; how long each took until what came of it was told
 * is printed. {@code -Depochline.commands=N} sends N of each sort; the figures of 10 stand in docs/results/trainer.md.
 */
class CommandLatencyIT {

    private static final int COMMANDS = Integer.getInteger("epochline.commands", 2);

    /** How long after its first step a run may go on before the command comes. */
    private static final int MOMENTS_MILLIS = 1500;

    @TempDir
    Path logs;

    private final SplittableRandom random = new SplittableRandom(1);
    private WorkerProcesses workers;
    private EventPublisher publisher;

    @BeforeEach
    void startAll() {
        workers = new WorkerProcesses(logs);
        Topics.ensure(workers.kafka());
        workers.start("worker");
        publisher = new EventPublisher(workers.kafka(), "/epochline/test", Duration.ofSeconds(30));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        publisher.close();
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({"long, DenseResidualCNN, 512", "short, cnn_small, 8"})
    void commandsAreObeyedInTheMiddleOfAStep(String steps, String model, int batch) throws Exception {
        String job = """
                {"kind": "train", "name": "spectra", "epochs": 100000, "batch_size": %d, "loss": "mse",
                 "model": "%s", "data": {"source": "spectral", "samples": 1024, "size": 64}}
                """.formatted(batch, model);
        String warm = "warm-" + steps;
        measure(warm, job, new JobCancelRequested(warm, ""), ":finished");

        double[][] millis = new double[3][COMMANDS];
        for (int i = 0; i < COMMANDS; i++) {
            String cancelled = steps + "-cancelled-" + i;
            millis[0][i] = measure(cancelled, job, new JobCancelRequested(cancelled, "enough"), ":finished");
            String pruned = steps + "-pruned-" + i;
            millis[1][i] = measure(pruned, job, new JobCancelRequested(pruned, "", RunStatus.PRUNED), ":finished");
            String held = steps + "-held-" + i;
            millis[2][i] = measure(held, job, new JobPauseRequested(held, 1, "later"), ":paused:1");
            assertEnd(cancelled, RunStatus.CANCELLED);
            assertEnd(pruned, RunStatus.PRUNED);
        }
        print(steps, "cancel", millis[0]);
        print(steps, "cancel --prune", millis[1]);
        print(steps, "pause", millis[2]);
    }

    /** Milliseconds from the sending of the command to what came of it, as a consumer hears it. */
    private double measure(String run, String job, Event command, String end) throws Exception {
        workers.request(run, job);
        workers.await(run + ":started:1");
        Thread.sleep(random.nextLong(MOMENTS_MILLIS));
        long sent = System.nanoTime();
        publisher.publish(command);
        workers.await(run + end);
        return (System.nanoTime() - sent) / 1e6;
    }

    private void assertEnd(String run, RunStatus status) {
        RunFinished finished = (RunFinished) workers.await(run + ":finished");
        assertThat(finished.status()).as("%s", finished).isEqualTo(status);
    }

    private static void print(String steps, String command, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %.0f ms | %.0f ms |%n",
                steps,
                command,
                millis[millis.length / 2],
                millis[millis.length - 1]);
    }
}
