package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of single steps is the same, no step twice and none missing, wherever the run is interrupted. */
class RecordingResumeTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private static final String JOB =
            StepRecordingTest.recording("[\"diag_steps\", \"grads\", \"curvature\"], \"record_every\": 2");

    /** 1008 steps; a third of their gradients is held in memory. */
    private static final String LONG = StepRecordingTest.recording("[\"diag_steps\", \"grads\"], \"record_every\": 1")
            .replace("\"batch_size\": 16", "\"batch_size\": 1")
            .replace("{\"dense\": 16}", "{\"dense\": 512}")
            .replace("\"epochs\": 6", "\"epochs\": 14");

    private static final MemoryArtifactStore UNDISTURBED = newStore();

    private final MemoryArtifactStore store = newStore();

    @BeforeAll
    static void runUndisturbed() {
        run(UNDISTURBED, JOB, new StopSignal(), Duration.ofDays(1));
    }

    /** Claim, meta, a checkpoint before each of 30 steps, 6 segments, trace, three artifacts and the rest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 24, 38, 39, 40, 41, 42})
    void survivesACrashAtAnyWrite(int write) {
        for (boolean after : new boolean[] {false, true}) {
            CrashingStore crashing = new CrashingStore(store, write, after);
            assertThatThrownBy(() -> run(crashing, JOB, new StopSignal(), Duration.ZERO))
                    .isInstanceOf(CrashingStore.Crash.class);
            run(store, JOB, new StopSignal(), Duration.ZERO);

            assertSame(store, UNDISTURBED);
            store.list("experiments/").forEach(object -> store.delete(object.key()));
        }
    }

    @Test
    void goesOnInTheMiddleOfAnEpochAfterARelease() {
        for (int steps : new int[] {3, 7, 1, 12}) {
            run(store, JOB, new ReleaseAfter(steps), Duration.ofDays(1));
        }
        run(store, JOB, new StopSignal(), Duration.ofDays(1));

        assertSame(store, UNDISTURBED);
    }

    @Test
    void aTrainerWithLessRoomGoesOnAtTheCadenceThatTheRunBeganWith() throws IOException {
        run(store, JOB, new ReleaseAfter(13), Duration.ofDays(1));
        TrainerSettings small =
                new TrainerSettings("small", Execution.on(Device.CPU), null, Duration.ofDays(1), 4000, 0);
        new Trainer(store, TestJobs.files(store), event -> {}, small).run(TestJobs.request(JOB), new StopSignal());

        assertSame(store, UNDISTURBED);
        for (MemoryArtifactStore each : List.of(store, UNDISTURBED)) {
            assertThat(Json.MAPPER.readTree(each.get(LAYOUT.meta())).path("recorded_every"))
                    .isEqualTo(Json.MAPPER.readTree("{\"diag_steps\": 2, \"grads\": 2, \"curvature\": 5}"));
        }
    }

    @Test
    void aStageGoesOnWithWhatTheStageBeforeKept() {
        String first = JOB.replace("\"epochs\"", "\"stage\": {\"until\": 2}, \"epochs\"");
        String second = JOB.replace("\"epochs\"", "\"stage\": {\"after\": \"run-0\", \"until\": 6}, \"epochs\"");
        run(store, new JobRequested("run-0", "run-1", TestJobs.spec(first), Map.of()), new StopSignal());
        run(store, new JobRequested("run-1", "run-1", TestJobs.spec(second), Map.of()), new StopSignal());

        assertSame(store, UNDISTURBED);
    }

    @Test
    void aLongRunIsPutInPartsAndComesTogetherWhereverItIsKilled() {
        MemoryArtifactStore undisturbed = newStore();
        run(undisturbed, LONG, new StopSignal(), Duration.ofDays(1));
        List<String> parts = keys(undisturbed, LAYOUT.parts() + "grads/");
        assertThat(parts).hasSize(2);
        assertThat(undisturbed.stat(parts.getFirst()).orElseThrow().size())
                .isBetween(StepRecording.PART_BYTES / 2, StepRecording.PART_BYTES * 2);
        assertThat(NpzReader.readAll(undisturbed.get(LAYOUT.grads()))
                        .get("step")
                        .longs())
                .isEqualTo(LongStream.range(0, 1008).toArray());

        dies(LAYOUT.part("diag_steps", 1));
        dies(LAYOUT.part("grads", 1));
        run(store, LONG, new ReleaseAfter(500), Duration.ofDays(1));
        dies(LAYOUT.part("grads", 2));
        dies(LAYOUT.grads());
        run(store, LONG, new StopSignal(), Duration.ofDays(1));

        assertSame(store, undisturbed);
    }

    /** A worker is killed at the write of a key, before it and after it. */
    private void dies(String key) {
        for (boolean after : new boolean[] {false, true}) {
            CrashingStore crashing = CrashingStore.at(store, key, after);
            assertThatThrownBy(() -> run(crashing, LONG, new StopSignal(), Duration.ofDays(1)))
                    .isInstanceOf(CrashingStore.Crash.class);
        }
    }

    private static void assertSame(MemoryArtifactStore found, MemoryArtifactStore expected) {
        assertThat(found.get(LAYOUT.diagSteps())).isEqualTo(expected.get(LAYOUT.diagSteps()));
        for (String key : List.of(LAYOUT.grads(), LAYOUT.curvature())) {
            assertThat(found.stat(key).isPresent()).isEqualTo(expected.stat(key).isPresent());
            if (expected.stat(key).isPresent()) {
                assertThat(NpzReader.readAll(found.get(key))).as(key).isEqualTo(NpzReader.readAll(expected.get(key)));
            }
        }
    }

    private static List<String> keys(ArtifactStore store, String prefix) {
        return store.list(prefix).stream().map(object -> object.key()).toList();
    }

    private static MemoryArtifactStore newStore() {
        MemoryArtifactStore store = new MemoryArtifactStore("epochline");
        TestJobs.putClouds(store);
        return store;
    }

    private static void run(ArtifactStore store, String job, StopSignal stop, Duration checkpointInterval) {
        run(store, TestJobs.request(job), stop, checkpointInterval);
    }

    private static void run(ArtifactStore store, JobRequested request, StopSignal stop) {
        run(store, request, stop, Duration.ofDays(1));
    }

    private static void run(ArtifactStore store, JobRequested request, StopSignal stop, Duration checkpointInterval) {
        TrainerSettings settings =
                new TrainerSettings("worker", Execution.on(Device.CPU), null, checkpointInterval, 64L << 20, 0);
        new Trainer(store, TestJobs.files(store), event -> {}, settings).run(request, stop);
    }
}
