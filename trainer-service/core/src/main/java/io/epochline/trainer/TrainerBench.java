package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.runtime.Device;
import io.epochline.events.EpochCompleted;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStarted;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures, on the CPU, what a trainer adds to the steps of its engine, and what memory a long run takes. */
public final class TrainerBench {

    private final ArtifactStore store;
    private final DataFiles files;

    /** @param store where the runs are put */
    public TrainerBench(ArtifactStore store) {
        this.store = store;
        this.files = new DataFiles(Path.of("."), store);
    }

    /**
     * What a step takes; medians over epochs.
     *
     * @param millis on the clock
     * @param processorMillis of all threads: the same whatever else the machine does
     */
    public record Step(double millis, double processorMillis) {}

    /**
     * Steps with and without a trainer around them.
     *
     * @param steps of an epoch
     * @param engine a step of the bare engine, on batches that lie ready in memory
     * @param run a step in a run, with its share of gathering batches, validation, trace, segments and checkpoints
     */
    public record Overhead(String name, int parameters, int steps, Step engine, Step run) {

        /** What the trainer adds, as a part of the engine's time on the clock. */
        public double share() {
            return run.millis() / engine.millis() - 1;
        }

        /** The same in processor time. */
        public double processorShare() {
            return run.processorMillis() / engine.processorMillis() - 1;
        }
    }

    /**
     * A run at one moment.
     *
     * @param heap bytes in use after a garbage collection
     * @param resident bytes of the process; 0 where the system does not tell
     * @param checkpoint bytes of the last checkpoint
     */
    public record Memory(long steps, long heap, long resident, long checkpoint) {}

    /** Takes turns, epoch by epoch, with a run of this job: after each of its epochs, the bare engine takes as many steps. */
    public Overhead overhead(TrainingJob job) {
        PreparedJob prepared = JobCheck.check(job, files);
        List<Step> alone = new ArrayList<>();
        List<Step> run = new ArrayList<>();
        try (TrainingEngine engine = prepared.open(Execution.on(Device.CPU))) {
            BareLoop bare = new BareLoop(engine, prepared);
            int steps = bare.steps();
            Moment[] began = {Moment.now()};
            run("overhead-" + job.name(), job, event -> {
                if (event instanceof EpochCompleted) {
                    run.add(began[0].each(steps));
                    Moment aloneBegan = Moment.now();
                    bare.takeAll();
                    alone.add(aloneBegan.each(steps));
                }
                began[0] = Moment.now();
            });
            return new Overhead(job.name(), engine.indexMap().size(), steps, settled(alone), settled(run));
        }
    }

    /** Runs a job and looks at this process after every so many epochs. */
    public void memory(TrainingJob job, int every, Consumer<Memory> seen) {
        String id = "memory-" + job.name();
        RunLayout layout = RunLayout.of(id, id);
        long[] stepsPerEpoch = new long[1];
        run(id, job, event -> {
            if (event instanceof RunStarted started) {
                stepsPerEpoch[0] = started.stepsPerEpoch();
            } else if (event instanceof EpochCompleted epoch && epoch.epoch() % every == 0) {
                long checkpoint =
                        store.stat(layout.checkpoint()).map(ObjectInfo::size).orElse(0L);
                seen.accept(new Memory(epoch.epoch() * stepsPerEpoch[0], heap(), resident(), checkpoint));
            }
        });
    }

    private void run(String id, TrainingJob job, EventSink events) {
        TrainerSettings settings = new TrainerSettings(
                "bench", Execution.on(Device.CPU), null, Duration.ofSeconds(5), 64L << 20, 256L << 20);
        new Trainer(store, files, events, settings).run(new JobRequested(id, null, job, Map.of()), new StopSignal());
    }

    /** An engine that goes over the training part, whose batches were gathered before. */
    private static final class BareLoop {

        private final TrainingEngine engine;
        private final int[] rows;
        private final int batch;
        private final FloatBuffer inputs;
        private final FloatBuffer targets;

        BareLoop(TrainingEngine engine, PreparedJob prepared) {
            this.engine = engine;
            this.rows = prepared.partition().train();
            this.batch = prepared.job().batchSize();
            this.inputs = direct(rows.length * prepared.data().inputShape().size());
            this.targets = direct(rows.length * prepared.data().targetShape().size());
            for (int row : rows) {
                prepared.data().copy(row, inputs, targets);
            }
        }

        int steps() {
            return (rows.length + batch - 1) / batch;
        }

        void takeAll() {
            for (int first = 0; first < rows.length; first += batch) {
                inputs.position(inputs.capacity() / rows.length * first);
                targets.position(targets.capacity() / rows.length * first);
                engine.step(inputs, targets, Math.min(batch, rows.length - first));
            }
        }
    }

    private record Moment(long nanos, long processorNanos) {

        static Moment now() {
            var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
            return new Moment(System.nanoTime(), system.getProcessCpuTime());
        }

        /** What each of the steps since then took. */
        Step each(int steps) {
            Moment now = now();
            return new Step((now.nanos - nanos) / 1e6 / steps, (now.processorNanos - processorNanos) / 1e6 / steps);
        }
    }

    /** The medians but for the first two epochs, in which code is compiled. */
    private static Step settled(List<Step> epochs) {
        List<Step> later = epochs.subList(2, epochs.size());
        return new Step(median(later, Step::millis), median(later, Step::processorMillis));
    }

    private static double median(List<Step> epochs, ToDoubleFunction<Step> value) {
        return epochs.stream().mapToDouble(value).sorted().toArray()[epochs.size() / 2];
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static FloatBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
