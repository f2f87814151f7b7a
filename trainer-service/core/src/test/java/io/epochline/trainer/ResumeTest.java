package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.Interruption;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is interrupted anywhere ends as it would have ended, bit for bit. */
class ResumeTest {

    /** With moments, running statistics and noise to carry on. */
    private static final String JOB = TestJobs.JOB.replace("\"relu\"", "\"batch_norm\", \"relu\"");

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");
    private static final MemoryArtifactStore UNDISTURBED = newStore();

    private final MemoryArtifactStore store = newStore();
    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void runUndisturbed() {
        run(UNDISTURBED, event -> {}, new StopSignal());
    }

    /** Claim, meta, a checkpoint before each of 30 steps, 6 segments, trace, predictions, model, log, summary, manifest. */
    static Stream<Arguments> writesWithManyCheckpoints() {
        return IntStream.of(0, 1, 2, 3, 7, 8, 9, 10, 26, 38, 39, 40, 41, 42, 43)
                .mapToObj(write -> arguments(write, Duration.ZERO));
    }

    /** The same without checkpoints. */
    static Stream<Arguments> writesWithoutCheckpoints() {
        return IntStream.of(0, 1, 2, 4, 8, 13).mapToObj(write -> arguments(write, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource({"writesWithManyCheckpoints", "writesWithoutCheckpoints"})
    void survivesACrashAtAnyWrite(int write, Duration checkpoints) {
        for (boolean after : new boolean[] {false, true}) {
            CrashingStore crashing = new CrashingStore(store, write, after);
            assertThatThrownBy(() -> run(crashing, JOB, events::add, new StopSignal(), checkpoints))
                    .isInstanceOf(CrashingStore.Crash.class);
            run(store, JOB, events::add, new StopSignal(), checkpoints);

            assertEndsAlike();
            store.list("experiments/").forEach(object -> store.delete(object.key()));
            events.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({"run-1:started:1", "run-1:epoch:1", "run-1:epoch:4", "run-1:finished"})
    void survivesACrashWhileTelling(String id) {
        EventSink dying = event -> {
            if (event.id().equals(id)) {
                throw new IllegalStateException("the broker is gone");
            }
            events.add(event);
        };
        assertThatThrownBy(() -> run(store, dying, new StopSignal())).hasMessage("the broker is gone");

        run(store, events::add, new StopSignal());

        assertEndsAlike();
    }

    @Test
    void goesOnInTheMiddleOfAnEpochAfterARelease() {
        for (int steps : new int[] {3, 7, 1, 12}) {
            run(store, events::add, new ReleaseAfter(steps));
        }
        run(store, events::add, new StopSignal());

        assertEndsAlike();
        assertThat(events)
                .as("no epoch was done again")
                .filteredOn(EpochCompleted.class::isInstance)
                .hasSize(6);
    }

    @Test
    void tellsAReleaseFromADeath() {
        run(store, events::add, new ReleaseAfter(7));
        assertThatThrownBy(() -> run(new CrashingStore(store, 4, false), events::add, new StopSignal()))
                .isInstanceOf(CrashingStore.Crash.class);
        run(store, events::add, new StopSignal());

        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .extracting(event -> ((RunStarted) event).previous())
                .containsExactly(null, Interruption.RELEASED, Interruption.LOST);
        assertEndsAlike();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'optimizer': {'name': 'adamw', 'lr': 0.02}, 'schedule': {'name': 'cosine', 'warmup_epochs': 1.5}",
                "'optimizer': {'name': 'sgd', 'momentum': 0.9, 'nesterov': true}, 'schedule': {'name': 'one_cycle'}",
                "'optimizer': {'name': 'rmsprop', 'centered': true, 'momentum': 0.5}, 'clip_norm': 0.5",
                "'optimizer': {'lr': 0.02}, 'schedule': {'name': 'plateau', 'patience': 0, 'threshold': 0.5}",
            })
    void goesOnExactlyWhateverTheUpdateRule(String keys) {
        String job = JOB.replace("\"optimizer\": {\"name\": \"adam\", \"lr\": 0.02}", keys.replace('\'', '"'));
        MemoryArtifactStore undisturbed = newStore();
        run(undisturbed, job, event -> {}, new StopSignal());
        for (int steps : new int[] {3, 9, 1, 14}) {
            run(store, job, event -> {}, new ReleaseAfter(steps));
        }
        run(store, job, events::add, new StopSignal());

        assertThat(trace(store)).isEqualTo(trace(undisturbed));
        assertThat(store.get(LAYOUT.model())).isEqualTo(undisturbed.get(LAYOUT.model()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "stratified", "series"})
    void goesOnExactlyWithEverySampler(String sampler) {
        String job = JOB.replace("clouds.npz\"", "clouds.npz\", \"group\": \"y\"")
                .replace("\"epochs\"", "\"batches\": {\"sampler\": \"%s\"}, \"epochs\"".formatted(sampler));
        MemoryArtifactStore undisturbed = newStore();
        run(undisturbed, job, event -> {}, new StopSignal());
        for (int steps : new int[] {3, 9, 1, 14}) {
            run(store, job, event -> {}, new ReleaseAfter(steps));
        }
        run(store, job, events::add, new StopSignal());

        assertThat(trace(store)).isEqualTo(trace(undisturbed));
        assertThat(store.get(LAYOUT.model())).isEqualTo(undisturbed.get(LAYOUT.model()));
    }

    @Test
    void startsOverWhenTheJobHasChanged() {
        run(store, event -> {}, new ReleaseAfter(12));
        assertThat(store.stat(LAYOUT.checkpoint())).isPresent();
        String other = JOB.replace("\"seed\": 7", "\"seed\": 8");

        run(store, other, events::add, new StopSignal());

        assertThat(((RunFinished) events.getLast()).summary().epochs()).isEqualTo(6);
        assertThat(events.get(1)).isInstanceOfSatisfying(EpochCompleted.class, epoch -> assertThat(epoch.epoch())
                .isEqualTo(1));
    }

    @Test
    void saysNothingNewWhenAnotherAttemptHasTheRun() {
        EventSink overtaken = event -> {
            events.add(event);
            if (event.id().equals("run-1:epoch:3")) {
                run(store, events::add, new StopSignal());
            }
        };

        run(store, overtaken, new StopSignal());

        assertThat(events)
                .filteredOn(RunFinished.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((RunFinished) event).attempt()).isEqualTo(2));
        assertEndsAlike();
    }

    @Test
    void letsOneOfTwoAttemptsCommit() throws Exception {
        List<Event> heard = Collections.synchronizedList(events);
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<?>[] attempts = new CompletableFuture<?>[2];
        for (int i = 0; i < 2; i++) {
            attempts[i] = CompletableFuture.runAsync(() -> {
                await(start);
                run(store, heard::add, new StopSignal());
            });
        }
        CompletableFuture.allOf(attempts).get();

        assertThat(heard.stream().filter(RunFinished.class::isInstance).distinct())
                .hasSize(1);
        assertEndsAlike();
    }

    private void assertEndsAlike() {
        for (String key : List.of(LAYOUT.predictions(), LAYOUT.model())) {
            assertThat(Arrays.equals(store.get(key), UNDISTURBED.get(key)))
                    .as(key)
                    .isTrue();
        }
        assertThat(trace(store)).isEqualTo(trace(UNDISTURBED));
        assertThat(NpzReader.readAll(store.get(LAYOUT.trace())).get("loss").size())
                .isEqualTo(30);
        assertThat(events.stream().distinct().map(Event::id))
                .as("what is told again is told in the same words")
                .doesNotHaveDuplicates()
                .contains(
                        "run-1:epoch:1",
                        "run-1:epoch:2",
                        "run-1:epoch:3",
                        "run-1:epoch:4",
                        "run-1:epoch:5",
                        "run-1:epoch:6",
                        "run-1:finished");
    }

    /** The bytes of all of the trace that does not depend on the time of day. */
    private static byte[] trace(ArtifactStore store) {
        Map<String, NpyArray> arrays = NpzReader.readAll(store.get(LAYOUT.trace()));
        assertThat(arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second")))
                .isTrue();
        return NpzWriter.bytes(arrays);
    }

    private static MemoryArtifactStore newStore() {
        MemoryArtifactStore store = new MemoryArtifactStore("epochline");
        TestJobs.putClouds(store);
        return store;
    }

    private static void run(ArtifactStore store, EventSink sink, StopSignal stop) {
        run(store, JOB, sink, stop);
    }

    private static void run(ArtifactStore store, String job, EventSink sink, StopSignal stop) {
        run(store, job, sink, stop, Duration.ofSeconds(30));
    }

    private static void run(
            ArtifactStore store, String job, EventSink sink, StopSignal stop, Duration checkpointInterval) {
        TrainerSettings settings =
                new TrainerSettings("worker", Execution.on(Device.CPU), null, checkpointInterval, 64L << 20, 0);
        new Trainer(store, TestJobs.files(store), sink, settings).run(TestJobs.request(job), stop);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
