package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.JobFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A descent that is interrupted anywhere ends as it would have ended, bit for bit, with all that it was to keep. */
class ObjectiveResumeTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private static final String JOB = """
            kind: objective
            name: o
            objective: {function: rosenbrock, size: 6}
            steps: 50
            report_steps: 12
            record: [diag_steps, grads, curvature, precond]
            record_every: 3
            seed: 5
            """;

    private static final String BLEND = JOB + """
            optimizer:
              name: preconditioned
              lr: 0.02
              curvature: {source: blend, first: {source: hutchinson, probes: 3}, second: {source: squared_gradients}}
              refresh_steps: 5
              keep: 0.7
              max_lr: 0.01
            schedule: {name: plateau, patience: 0, threshold: 0.5}
            acceptance: {}
            """;

    private static final MemoryArtifactStore UNDISTURBED = new MemoryArtifactStore("epochline");

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void runUndisturbed() {
        run(UNDISTURBED, BLEND, event -> {}, new StopSignal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: {name: adam, lr: 0.01}\nschedule: {name: cosine, warmup_epochs: 1}",
                "optimizer: {name: sgd, lr: 0.0005, momentum: 0.9}\nclip_norm: 10",
                "optimizer: {name: preconditioned, lr: 0.01, max_lr: 0.001, refresh_steps: 7}",
                "BLEND"
            })
    void goesOnExactlyInTheMiddleOfAnEpoch(String keys) {
        String job = keys.equals("BLEND") ? BLEND : JOB + keys;
        MemoryArtifactStore undisturbed = new MemoryArtifactStore("epochline");
        run(undisturbed, job, event -> {}, new StopSignal());

        for (int steps : new int[] {1, 5, 14, 3}) {
            run(store, job, events::add, new ReleaseAfter(steps));
        }
        run(store, job, events::add, new StopSignal());

        assertSame(undisturbed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnExactlyWhereAnEvaluationWasInterrupted(boolean acceptance) {
        String job = acceptance ? BLEND : BLEND.replace("acceptance: {}\n", "");
        MemoryArtifactStore undisturbed = new MemoryArtifactStore("epochline");
        run(undisturbed, job, event -> {}, new StopSignal());

        for (int step : new int[] {1, 5, 6, 12, 1, 8, 4}) {
            run(store, job, events::add, new InterruptAt(step));
        }
        run(store, job, events::add, new StopSignal());

        assertSame(undisturbed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 15, 16, 18, 19, 74, 76, 78})
    void survivesACrashAtAnyWrite(int writes) {
        for (boolean afterWrite : new boolean[] {false, true}) {
            assertThatThrownBy(() ->
                            run(new CrashingStore(store, writes, afterWrite), BLEND, events::add, new StopSignal()))
                    .isInstanceOf(CrashingStore.Crash.class);
            run(store, BLEND, events::add, new StopSignal());
            assertSame(UNDISTURBED);
            store.list("").forEach(object -> store.delete(object.key()));
        }
    }

    private void assertSame(MemoryArtifactStore undisturbed) {
        for (String key : List.of(LAYOUT.trace(), LAYOUT.grads(), LAYOUT.curvature(), LAYOUT.precond())) {
            assertThat(undisturbed.stat(key).isPresent())
                    .as(key)
                    .isEqualTo(store.stat(key).isPresent());
            if (undisturbed.stat(key).isPresent()) {
                assertThat(arrays(store, key)).as(key).isEqualTo(arrays(undisturbed, key));
            }
        }
        assertThat(store.get(LAYOUT.diagSteps())).isEqualTo(undisturbed.get(LAYOUT.diagSteps()));
        assertThat(events.stream()
                        .filter(EpochCompleted.class::isInstance)
                        .map(Event::id)
                        .distinct())
                .containsExactly("run-1:epoch:1", "run-1:epoch:2", "run-1:epoch:3", "run-1:epoch:4", "run-1:epoch:5");
        assertThat(events.getLast()).isInstanceOf(RunFinished.class);
    }

    /** All that does not depend on the time of day. */
    private static Map<String, NpyArray> arrays(ArtifactStore from, String key) {
        Map<String, NpyArray> arrays = NpzReader.readAll(from.get(key));
        arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second"));
        return arrays;
    }

    /** Interrupts the evaluation that comes next once the worker has asked so many times whether to stop. */
    private static final class InterruptAt extends StopSignal {

        private int left;
        private Runnable listener = () -> {};

        InterruptAt(int step) {
            this.left = step;
        }

        @Override
        public synchronized boolean asked() {
            if (--left == 0) {
                listener.run();
            }
            return false;
        }

        @Override
        public synchronized void listen(Runnable heard) {
            listener = heard;
        }
    }

    private static void run(ArtifactStore store, String job, EventSink sink, StopSignal stop) {
        JobRequested request = (JobRequested) JobFile.read(job, "job.yaml").request("run-1");
        TrainerSettings settings =
                new TrainerSettings("worker", Execution.on(Device.CPU), null, Duration.ZERO, 64L << 20, 0);
        new Trainer(store, new DataFiles(Path.of("."), store), sink, settings).run(request, stop);
    }
}
