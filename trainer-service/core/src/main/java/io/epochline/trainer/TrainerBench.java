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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures, on the CPU, what a trainer adds to the steps of its engine, and what memory a long run takes. */
public final class TrainerBench {

    /** Turns that are left out, in which code is compiled. */
    private static final int WARM_UP = 2;

    private static final int TURNS = 25;

    /** Of each turn. */
    private static final int EPOCHS = 2;

    private final ArtifactStore store;
    private final DataFiles files;

    /** @param store where the runs are put */
    public TrainerBench(ArtifactStore store) {
        this.store = store;
        this.files = new DataFiles(Path.of("."), store);
    }

    /**
     * What a step takes; medians over turns.
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
     * @param share what the trainer adds, as a part of the engine's time on the clock: the median over turns
     * @param processorShare the same in processor time
     */
    public record Overhead(
            String name, int parameters, int steps, Step engine, Step run, double share, double processorShare) {}

    /**
     * A run at one moment.
     *
     * @param heap bytes in use after a garbage collection
     * @param resident bytes of the process; 0 where the system does not tell
     * @param checkpoint bytes of the last checkpoint
     */
    public record Memory(long steps, long heap, long resident, long checkpoint) {}

    /**
     * Takes turns: two epochs of a run of this job, after its first, then as many with the bare engine. The run is then
     * let go of.
     */
    public Overhead overhead(TrainingJob job) {
        PreparedJob prepared = JobCheck.check(job, files);
        List<Step> alone = new ArrayList<>();
        List<Step> run = new ArrayList<>();
        try (TrainingEngine engine = prepared.open(Execution.on(Device.CPU))) {
            BareLoop bare = new BareLoop(engine, prepared);
            for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                Step inRun = stepInRun("overhead-" + job.name() + "-" + turn, job, bare.steps());
                Moment began = Moment.now();
                for (int epoch = 0; epoch < EPOCHS; epoch++) {
                    bare.takeAll();
                }
                Step bareStep = began.each(EPOCHS * bare.steps(), Moment.now());
                if (turn >= WARM_UP) {
                    run.add(inRun);
                    alone.add(bareStep);
                }
            }
            return new Overhead(
                    job.name(),
                    engine.indexMap().size(),
                    bare.steps(),
                    new Step(median(alone, Step::millis), median(alone, Step::processorMillis)),
                    new Step(median(run, Step::millis), median(run, Step::processorMillis)),
                    added(alone, run, Step::millis),
                    added(alone, run, Step::processorMillis));
        }
    }

    private Step stepInRun(String id, TrainingJob job, int stepsPerEpoch) {
        StopSignal stop = new StopSignal();
        List<Moment> told = new ArrayList<>();
        run(id, job, stop, event -> {
            if (event instanceof EpochCompleted) {
                told.add(Moment.now());
                if (told.size() == 1 + EPOCHS) {
                    stop.release();
                }
            }
        });
        return told.getFirst().each(EPOCHS * stepsPerEpoch, told.get(EPOCHS));
    }

    /** Runs a job and looks at this process after every so many epochs. */
    public void memory(TrainingJob job, int every, Consumer<Memory> seen) {
        String id = "memory-" + job.name();
        RunLayout layout = RunLayout.of(id, id);
        long[] stepsPerEpoch = new long[1];
        run(id, job, new StopSignal(), event -> {
            if (event instanceof RunStarted started) {
                stepsPerEpoch[0] = started.stepsPerEpoch();
            } else if (event instanceof EpochCompleted epoch && epoch.epoch() % every == 0) {
                long checkpoint =
                        store.stat(layout.checkpoint()).map(ObjectInfo::size).orElse(0L);
                seen.accept(new Memory(epoch.epoch() * stepsPerEpoch[0], heap(), resident(), checkpoint));
            }
        });
    }

    private void run(String id, TrainingJob job, StopSignal stop, EventSink events) {
        TrainerSettings settings = new TrainerSettings(
                "bench", Execution.on(Device.CPU), null, Duration.ofSeconds(5), 64L << 20, 256L << 20);
        new Trainer(store, files, events, settings).run(new JobRequested(id, null, job, Map.of()), stop);
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

        /** What each of the steps until then took. */
        Step each(int steps, Moment until) {
            return new Step((until.nanos - nanos) / 1e6 / steps, (until.processorNanos - processorNanos) / 1e6 / steps);
        }
    }

    private static double median(List<Step> turns, ToDoubleFunction<Step> value) {
        return median(turns.stream().mapToDouble(value));
    }

    private static double added(List<Step> alone, List<Step> run, ToDoubleFunction<Step> value) {
        return median(IntStream.range(0, run.size())
                .mapToDouble(turn -> value.applyAsDouble(run.get(turn)) / value.applyAsDouble(alone.get(turn)) - 1));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
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
