package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.Interruption;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.Topics;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are held and go on, on the real broker and store, with workers that come and go. */
class PauseIT {

    private static final int EPOCHS = 12;
    private static final String JOB = """
            {"kind": "train", "name": "spectra", "epochs": %d, "batch_size": 8, "loss": "mse", "model": "cnn_small",
             "data": {"source": "spectral", "samples": 256, "size": 64}}
            """.formatted(EPOCHS);

    @TempDir
    Path logs;

    private WorkerProcesses workers;
    private ArtifactStore store;

    @BeforeEach
    void startServers() {
        workers = new WorkerProcesses(logs);
        Topics.ensure(workers.kafka());
        store = workers.store();
        start("first");
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        store.close();
        workers.close();
    }

    @Test
    void aHeldRunLeavesItsSlotOutlastsItsWorkerAndEndsAsOneThatWasLeftAlone() throws Exception {
        workers.request("held", JOB);
        workers.await("held:epoch:2");
        workers.publish(new JobPauseRequested("held", 1, "the slot is needed"));
        RunPaused paused = (RunPaused) workers.await("held:paused:1");
        assertThat(paused.attempt()).isEqualTo(1);

        workers.request("alone", JOB);
        workers.await("alone:finished");
        workers.kill("first");
        start("second");
        workers.request("held", JOB);
        workers.request("after", JOB.replace("\"epochs\": " + EPOCHS, "\"epochs\": 1"));
        workers.await("after:finished");
        assertThat(told("held"))
                .as("a copy of the job from before the pause begins nothing")
                .noneMatch(event -> event.id().equals("held:started:2"));

        workers.publish(new JobRequested("held", "held", spec(JOB), Map.of(), 1));
        workers.await("held:finished");

        assertThat(trace("held")).isEqualTo(trace("alone"));
        assertThat(told("held"))
                .filteredOn(EpochCompleted.class::isInstance)
                .as("no epoch is left out or done again")
                .extracting(Event::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, EPOCHS)
                        .mapToObj(epoch -> "held:epoch:" + epoch)
                        .toList());
        assertThat(told("held"))
                .filteredOn(RunStarted.class::isInstance)
                .extracting(event -> ((RunStarted) event).previous())
                .containsExactly(null, Interruption.PAUSED);
    }

    @Test
    void aHeldRunIsCancelledOnceItIsAskedForAgain() throws Exception {
        String endless = JOB.replace("\"epochs\": " + EPOCHS, "\"epochs\": 100000");
        workers.request("held", endless);
        workers.await("held:epoch:2");
        workers.publish(new JobPauseRequested("held", 1, ""));
        workers.await("held:paused:1");

        workers.publish(new JobCancelRequested("held", "enough"));
        workers.publish(new JobRequested("held", "held", spec(endless), Map.of(), 1));

        RunFinished finished = (RunFinished) workers.await("held:finished");
        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(finished.summary().epochs()).isGreaterThanOrEqualTo(2);
    }

    private void start(String name) {
        workers.start(name, "epochline.trainer.threads=1");
    }

    private static TrainingJob spec(String job) throws IOException {
        return Json.MAPPER.readValue(job, TrainingJob.class);
    }

    private List<Event> told(String run) {
        return workers.await(all -> true).stream()
                .filter(event -> event.id().startsWith(run + ":"))
                .toList();
    }

    /** All but the times of day. */
    private Map<String, NpyArray> trace(String run) {
        Map<String, NpyArray> arrays =
                NpzReader.readAll(store.get(RunLayout.of(run, run).trace()));
        arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second"));
        assertThat(arrays).containsKeys("theta", "loss", "val_loss");
        return arrays;
    }
}
