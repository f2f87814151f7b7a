package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.Interruption;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jobs whose worker is told to stop. */
class WorkerStopIT {

    private static final int EPOCHS = 30;
    private static final String JOB = """
            {"kind": "train", "name": "spectra", "epochs": %d, "batch_size": 8, "loss": "mse", "model": "cnn_small",
             "data": {"source": "spectral", "samples": 512, "size": 64}}
            """.formatted(EPOCHS);

    @TempDir
    Path logs;

    private WorkerProcesses workers;

    @BeforeEach
    void startServers() {
        workers = new WorkerProcesses(logs);
        Topics.ensure(workers.kafka());
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        workers.close();
    }

    @Test
    void aWorkerHandsOverWhatItHasInBothSlots() throws Exception {
        Process first = workers.start("first", "epochline.trainer.slots=2");
        workers.request("job-1", JOB);
        workers.request("job-2", JOB);
        workers.await("job-1:epoch:1");
        workers.await("job-2:epoch:1");
        assertThat(workers.await(all -> true)).as("both at once").noneMatch(RunFinished.class::isInstance);

        first.destroy();
        assertThat(first.waitFor()).as("exit status after SIGTERM").isIn(0, 143);
        workers.start("second", "epochline.trainer.slots=2");
        workers.await("job-1:finished");
        workers.await("job-2:finished");

        List<Event> events = workers.await(all -> true);
        for (String job : List.of("job-1", "job-2")) {
            List<Event> told = events.stream()
                    .filter(event -> event.id().startsWith(job + ":"))
                    .toList();
            assertThat(told)
                    .filteredOn(EpochCompleted.class::isInstance)
                    .as("no epoch is left out or done again")
                    .extracting(Event::id)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, EPOCHS)
                            .mapToObj(epoch -> job + ":epoch:" + epoch)
                            .toList());
            assertThat(told)
                    .filteredOn(RunStarted.class::isInstance)
                    .extracting(event -> ((RunStarted) event).previous())
                    .containsExactly(null, Interruption.RELEASED);
            assertThat(told)
                    .filteredOn(RunFinished.class::isInstance)
                    .singleElement()
                    .satisfies(
                            event -> assertThat(((RunFinished) event).status()).isEqualTo(RunStatus.SUCCEEDED));
        }
    }
}
