package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Writes: 0 claim, 1 meta, then segment and checkpoint of each of 6 epochs, 14 trace, 15 predictions, 16 model, 17 log, 18 summary. */
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "1, false",
        "2, false",
        "2, true",
        "3, false",
        "3, true",
        "8, true",
        "13, false",
        "14, true",
        "17, true",
        "18, false",
        "18, true",
        "19, false"
    })
    void survivesACrashAtAnyWrite(int writes, boolean afterWrite) {
        assertThatThrownBy(() -> run(new CrashingStore(store, writes, afterWrite), events::add, new StopSignal()))
                .isInstanceOf(CrashingStore.Crash.class);

        run(store, events::add, new StopSignal());

        assertEndsAlike();
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
    void saysNothingMoreWhenAnotherAttemptHasTheRun() {
        EventSink overtaken = event -> {
            events.add(event);
            if (event.id().equals("run-1:epoch:3")) {
                run(store, events::add, new StopSignal());
            }
        };

        run(store, overtaken, new StopSignal());

        assertThat(events).filteredOn(RunFinished.class::isInstance).hasSize(1);
        assertThat(((RunFinished) events.getLast()).attempt()).isEqualTo(2);
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
        assertThat(events.stream().map(Event::id).distinct())
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

    /** Lets the worker take so many steps. */
    private static final class ReleaseAfter extends StopSignal {

        private int left;

        ReleaseAfter(int steps) {
            this.left = steps;
        }

        @Override
        Kind kind() {
            return left-- > 0 ? Kind.NONE : Kind.RELEASE;
        }
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
        new Trainer(store, TestJobs.files(store), sink, TrainerSettings.of("worker")).run(TestJobs.request(job), stop);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
