package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.Event;
import io.epochline.events.Interruption;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PauseTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private final MemoryArtifactStore store = newStore();
    private final List<Event> events = new ArrayList<>();

    @Test
    void aRunThatWasHeldTwiceEndsAsOneThatNeverWas() {
        MemoryArtifactStore undisturbed = newStore();
        run(undisturbed, new StopSignal(), event -> {});

        assertThat(run(store, new PauseAfter(9, 1), events::add)).isEqualTo(Trainer.Outcome.PAUSED);
        assertThat(store.stat(LAYOUT.checkpoint())).isPresent();
        assertThat(run(store, new PauseAfter(4, 2), events::add)).isEqualTo(Trainer.Outcome.PAUSED);
        assertThat(run(store, new StopSignal(), events::add)).isEqualTo(Trainer.Outcome.FINISHED);

        assertThat(trace(store)).isEqualTo(trace(undisturbed));
        assertThat(store.get(LAYOUT.model())).isEqualTo(undisturbed.get(LAYOUT.model()));
        assertThat(events)
                .filteredOn(RunPaused.class::isInstance)
                .containsExactly(
                        new RunPaused("run-1", "run-1", 1, 1, "the machine is needed"),
                        new RunPaused("run-1", "run-1", 2, 2, "the machine is needed"));
        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .extracting(event -> ((RunStarted) event).previous())
                .containsExactly(null, Interruption.PAUSED, Interruption.PAUSED);
    }

    @Test
    void aRunThatIsHeldBeforeItBeganLeavesNothing() {
        StopSignal stop = new StopSignal();
        stop.pause(pause(1));

        assertThat(run(store, stop, events::add)).isEqualTo(Trainer.Outcome.PAUSED);

        assertThat(events).containsExactly(new RunPaused("run-1", "run-1", 0, 1, "the machine is needed"));
        assertThat(store.list("experiments/")).isEmpty();
    }

    @Test
    void aCopyOfTheJobFromBeforeThePauseBeginsNothing() {
        run(store, new PauseAfter(9, 1), events::add);
        Event paused = events.getLast();
        StopSignal stop = new StopSignal();
        stop.pause(pause(1));

        assertThat(run(store, stop, events::add)).isEqualTo(Trainer.Outcome.PAUSED);

        assertThat(events.getLast()).isEqualTo(paused);
        assertThat(store.stat(LAYOUT.claim(2))).isEmpty();
    }

    @Test
    void aRunThatIsCancelledWhileItIsHeldKeepsWhatItHad() {
        run(store, new PauseAfter(14, 1), events::add);
        StopSignal stop = new StopSignal();
        stop.pause(pause(1));
        stop.end(new StopSignal.Ending(RunStatus.CANCELLED, "enough"));

        assertThat(run(store, stop, events::add)).isEqualTo(Trainer.Outcome.FINISHED);

        RunFinished finished = (RunFinished) events.getLast();
        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(finished.summary().epochs()).isEqualTo(2);
        assertThat(store.stat(LAYOUT.model())).isPresent();
        assertThat(store.stat(LAYOUT.checkpoint())).isEmpty();
    }

    @Test
    void oneThatIsCancelledWhileItIsBeingHeldGoesBackToBeEnded() {
        PauseAfter stop = new PauseAfter(9, 1);

        Trainer.Outcome outcome = run(store, stop, event -> {
            events.add(event);
            if (event instanceof RunPaused) {
                stop.end(new StopSignal.Ending(RunStatus.CANCELLED, "enough"));
            }
        });

        assertThat(outcome).isEqualTo(Trainer.Outcome.RELEASED);
    }

    @Test
    void aWorkerThatWasOvertakenDoesNotSayThatTheRunIsHeld() {
        PauseAfter stop = new PauseAfter(9, 1) {
            @Override
            void reached() {
                run(store, new StopSignal(), events::add);
                super.reached();
            }
        };

        run(store, stop, events::add);

        assertThat(events).hasAtLeastOneElementOfType(RunFinished.class).noneMatch(RunPaused.class::isInstance);
    }

    private static JobPauseRequested pause(int number) {
        return new JobPauseRequested("run-1", number, "the machine is needed");
    }

    /** Lets the worker look so many times, which it does before each step, before the command is there. */
    private static class PauseAfter extends StopSignal {

        private final int number;
        private int left;

        PauseAfter(int looks, int number) {
            this.left = looks;
            this.number = number;
        }

        @Override
        public synchronized boolean asked() {
            if (left-- == 0) {
                reached();
            }
            return super.asked();
        }

        void reached() {
            pause(PauseTest.pause(number));
        }
    }

    private static Map<String, NpyArray> trace(MemoryArtifactStore store) {
        Map<String, NpyArray> arrays = NpzReader.readAll(store.get(LAYOUT.trace()));
        arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second"));
        assertThat(arrays).containsKeys("theta", "loss", "val_loss");
        return arrays;
    }

    private static MemoryArtifactStore newStore() {
        MemoryArtifactStore store = new MemoryArtifactStore("epochline");
        TestJobs.putClouds(store);
        return store;
    }

    private static Trainer.Outcome run(MemoryArtifactStore store, StopSignal stop, EventSink sink) {
        return new Trainer(store, TestJobs.files(store), sink, TrainerSettings.of("worker-1"))
                .run(TestJobs.request(TestJobs.JOB), stop);
    }
}
