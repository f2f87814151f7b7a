package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.Interruption;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.kafka.Topics;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.RunView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainers are killed at random moments in the middle of their work, and nobody who looks at the runs afterwards can tell.
 * How often: {@code -Depochline.kills=20}; at which moments: {@code -Depochline.kills.seed=1}.
 */
class WorkerKillIT {

    private static final int KILLS = Integer.getInteger("epochline.kills", 20);
    private static final long SEED = Long.getLong("epochline.kills.seed", 1);
    /** A job is given up after one more delivery than this. */
    private static final int KILLS_PER_RUN = 3;

    private static final int EPOCHS = 12;
    private static final String JOB = """
            {"kind": "train", "name": "spectra", "epochs": %d, "batch_size": 8, "seed": 3, "loss": "mse",
             "record": ["diag_steps", "grads"], "record_every": 3,
             "data": {"source": "spectral", "samples": 2048, "size": 32, "bins": 16},
             "model": {"name": "spectra", "layers": [
                 {"conv": {"filters": 8, "stride": 2}}, "batch_norm", "relu", {"dropout": 0.2}, "flatten", {"dense": 24},
                 "tanh", {"dense": 64}, {"reshape": [2, 2, 16]}]}}
            """.formatted(EPOCHS);

    @TempDir
    Path logs;

    private WorkerProcesses workers;
    private ArtifactStore store;
    private int started;

    @BeforeEach
    void startServers() {
        workers = new WorkerProcesses(logs);
        Topics.ensure(workers.kafka());
        store = workers.store();
        startWorker();
        startWorker();
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        store.close();
        workers.close();
    }

    @Test
    void aRunThatIsKilledEndsBitForBitAsOneThatIsNot() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        workers.request("undisturbed", JOB);
        RunFinished undisturbed = (RunFinished) workers.await("undisturbed:finished");
        long whole = (long) (1000 * undisturbed.summary().seconds());
        Map<String, NpyArray> expected = trace("undisturbed");

        int kills = 0;
        for (int number = 1; kills < KILLS; number++) {
            String run = "killed-" + number;
            workers.request(run, JOB);
            int attempt = 1;
            while (attempt <= KILLS_PER_RUN && kills < KILLS) {
                RunStarted begun = (RunStarted) workers.await(run + ":started:" + attempt);
                Thread.sleep(random.nextLong(whole / (KILLS_PER_RUN + 1)));
                workers.kill(begun.worker());
                startWorker();
                if (workers.await(run + ":started:" + (attempt + 1), run + ":finished") instanceof RunFinished) {
                    break;
                }
                kills++;
                attempt++;
            }
            workers.await(run + ":finished");

            assertToldOnce(run, attempt);
            assertThat(trace(run)).isEqualTo(expected);
            assertThat(store.get(RunLayout.of(run, run).model()))
                    .isEqualTo(
                            store.get(RunLayout.of("undisturbed", "undisturbed").model()));
            assertKeptAlike(run);
        }
    }

    private void assertToldOnce(String run, int attempts) {
        List<Event> events = workers.await(all -> true).stream()
                .filter(event -> event.id().startsWith(run + ":"))
                .toList();
        assertThat(events.stream().filter(RunFinished.class::isInstance).distinct())
                .hasSize(1);
        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .hasSize(attempts)
                .allSatisfy(event -> assertThat(((RunStarted) event).previous())
                        .isEqualTo(((RunStarted) event).attempt() == 1 ? null : Interruption.LOST));
        assertThat(events.stream().distinct().map(Event::id))
                .as("what is told again is told in the same words")
                .doesNotHaveDuplicates();

        EventBoard board = new EventBoard();
        events.forEach(event -> board.apply(event, 1));
        RunView view = board.findRun(run).orElseThrow();
        assertThat(view.state()).isEqualTo("succeeded");
        assertThat(view.curve())
                .extracting(EpochCompleted::epoch)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    }

    /** What was kept of single steps, gradients in several parts. */
    private void assertKeptAlike(String run) {
        RunLayout found = RunLayout.of(run, run);
        RunLayout expected = RunLayout.of("undisturbed", "undisturbed");
        assertThat(store.get(found.diagSteps())).isEqualTo(store.get(expected.diagSteps()));
        assertThat(store.get(found.grads())).isEqualTo(store.get(expected.grads()));
        assertThat(store.list(expected.parts())).hasSizeGreaterThan(5);
    }

    /** All but the times of day. */
    private Map<String, NpyArray> trace(String run) {
        Map<String, NpyArray> arrays =
                NpzReader.readAll(store.get(RunLayout.of(run, run).trace()));
        arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second"));
        assertThat(arrays).containsKeys("theta", "loss", "val_loss");
        return arrays;
    }

    private void startWorker() {
        workers.start(
                "worker-" + ++started, "epochline.trainer.checkpoint-interval=200ms", "epochline.trainer.threads=1");
    }
}
