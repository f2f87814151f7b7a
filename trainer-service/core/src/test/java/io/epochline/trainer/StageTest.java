package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two stages, one after the other, do what one run does. */
class StageTest {

    private static final String JOB =
            TestJobs.JOB.replace("\"loss\"", "\"schedule\": {\"name\": \"cosine\"}, \"loss\"");

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void putData() {
        TestJobs.putClouds(store);
    }

    @Test
    void aRunGoesOnFromTheStageBeforeBitForBit() {
        run("whole", JOB);
        run("first", stage("{\"until\": 2}"));
        events.clear();
        RunFinished last = run("second", stage("{\"after\": \"first\", \"until\": 6}"));

        Map<String, NpyArray> whole = trace("whole");
        Map<String, NpyArray> second = trace("second");
        for (String name :
                List.of("loss", "grad_norm", "step_norm", "lr", "val_loss", "epoch_end_step", "theta_step")) {
            assertThat(second.get(name).data())
                    .as(name)
                    .isEqualTo(whole.get(name).data());
        }
        assertThat(second.get("theta").floats()).isEqualTo(whole.get("theta").floats());
        assertThat(events.stream().filter(EpochCompleted.class::isInstance))
                .as("told are the epochs that are new")
                .extracting(event -> ((EpochCompleted) event).epoch())
                .containsExactly(3, 4, 5, 6);
        assertThat(last.summary().epochs()).isEqualTo(6);
    }

    @Test
    void aStageEndsWhereItShouldAndLeavesWhatToGoOnFrom() {
        RunFinished first = run("first", stage("{\"until\": 2}"));

        assertThat(first.summary().epochs()).isEqualTo(2);
        assertThat(first.summary().stoppedEarly()).isFalse();
        assertThat(((RunStarted) events.getFirst()).epochs()).isEqualTo(2);
        assertThat(store.stat(layout("first").continuation())).isPresent();
        assertThat(store.stat(layout("first").checkpoint())).isEmpty();
    }

    @Test
    void whereNothingWasLeftAStageBeginsAtTheBeginning() {
        run("whole", JOB);
        run("alone", stage("{\"after\": \"nobody\", \"until\": 6}"));
        run("other", stage("{\"until\": 2}").replace("0.02", "0.01"));
        run("misled", stage("{\"after\": \"other\", \"until\": 6}"));

        assertThat(trace("alone").get("loss").doubles())
                .isEqualTo(trace("whole").get("loss").doubles());
        assertThat(trace("misled").get("loss").doubles())
                .as("what another job left is not gone on from")
                .isEqualTo(trace("whole").get("loss").doubles());
    }

    private static String stage(String stage) {
        return JOB.replace("\"loss\"", "\"stage\": " + stage + ", \"loss\"");
    }

    private RunFinished run(String id, String job) {
        JobRequested request = new JobRequested(id, "experiment", TestJobs.spec(job), Map.of());
        new Trainer(store, TestJobs.files(store), events::add, TrainerSettings.of("test"))
                .run(request, new StopSignal());
        return (RunFinished) events.getLast();
    }

    private static RunLayout layout(String run) {
        return RunLayout.of("experiment", run);
    }

    private Map<String, NpyArray> trace(String run) {
        return NpzReader.readAll(store.get(layout(run).trace()));
    }
}
