package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two epochs, each too long for one segment, so that the last 464 of its 66,000 steps are in a second one. */
class LongEpochTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");
    private static final int EPOCH = 66_000;
    private static final int STEPS = 2 * EPOCH;
    private static final String JOB = """
            {"kind": "train", "name": "lines", "epochs": 2, "batch_size": 1, "model": {"name": "line", "layers": [{"dense": 1}]},
             "data": {"source": "npz", "path": "s3://epochline/lines.npz", "split": {"method": "time", "validation": 0.01}},
             "loss": "mse", "optimizer": {"name": "sgd", "lr": 0.001}}
            """;

    @Test
    void segmentsComeTogetherAsOneTraceWhereverTheWorkerDiesBetweenThem() {
        ArtifactStore undisturbed = newStore();
        run(undisturbed, new StopSignal());
        assertSegments(undisturbed);

        ArtifactStore store = newStore();
        dies(CrashingStore.at(store, LAYOUT.segment(1, 1), true));
        run(store, new ReleaseAfter(TraceFiles.SEGMENT_STEPS + 100));
        dies(CrashingStore.at(store, LAYOUT.segment(1), false));
        run(store, new ReleaseAfter(EPOCH));
        dies(CrashingStore.at(store, LAYOUT.segment(2), true));
        run(store, new StopSignal());

        assertSegments(store);
        assertThat(trace(store)).isEqualTo(trace(undisturbed));
    }

    /** Each has the steps that follow those of the one before, and all of them are the trace. */
    private static void assertSegments(ArtifactStore store) {
        List<String> keys =
                store.list(LAYOUT.segments()).stream().map(ObjectInfo::key).toList();
        assertThat(keys)
                .containsExactly(LAYOUT.segment(1, 1), LAYOUT.segment(1), LAYOUT.segment(2, 1), LAYOUT.segment(2));
        List<Map<String, NpyArray>> segments =
                keys.stream().map(key -> NpzReader.readAll(store.get(key))).toList();
        assertThat(segments)
                .extracting(segment -> segment.get("loss").size())
                .containsExactly(65_536, 464, 65_536, 464);
        assertThat(segments.get(0)).doesNotContainKeys("epoch", "val_loss", "theta");
        assertThat(segments.get(3).get("epoch_end_step").longs()).containsExactly(STEPS);
        Map<String, NpyArray> trace = trace(store);
        for (String series : List.of("loss", "grad_norm", "step_norm", "lr")) {
            double[] joined = segments.stream()
                    .flatMapToDouble(
                            segment -> Arrays.stream(segment.get(series).doubles()))
                    .toArray();
            assertThat(joined).hasSize(STEPS).isEqualTo(trace.get(series).doubles());
        }
        assertThat(trace.get("epoch_end_step").longs()).containsExactly(EPOCH, STEPS);
        assertThat(trace.get("theta_step").longs()).containsExactly(EPOCH, STEPS);
        double[] loss = trace.get("loss").doubles();
        assertThat(trace.get("train_loss").doubles()[1])
                .as("the mean over both parts of the epoch")
                .isEqualTo(mean(Arrays.copyOfRange(loss, EPOCH, STEPS)));
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static void dies(ArtifactStore crashing) {
        assertThatThrownBy(() -> run(crashing, new StopSignal())).isInstanceOf(CrashingStore.Crash.class);
    }

    /** All that does not depend on the time of day. */
    private static Map<String, NpyArray> trace(ArtifactStore store) {
        Map<String, NpyArray> arrays = NpzReader.readAll(store.get(LAYOUT.trace()));
        arrays.keySet().removeAll(List.of("epoch_duration", "epoch_examples_per_second"));
        return arrays;
    }

    private static ArtifactStore newStore() {
        int rows = (int) Math.round(EPOCH / 0.99);
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[2 * rows];
        IntStream.range(0, x.length).forEach(i -> x[i] = (float) random.nextGaussian());
        float[] y = new float[rows];
        IntStream.range(0, rows).forEach(row -> y[row] = 2 * x[2 * row] - x[2 * row + 1] + 1);
        ArtifactStore store = new MemoryArtifactStore("epochline");
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(x, rows, 2), "y", NpyArray.of(y, rows, 1));
        store.put("lines.npz", NpzWriter.bytes(arrays), "application/x-npz");
        return store;
    }

    private static void run(ArtifactStore store, StopSignal stop) {
        TrainerSettings settings =
                new TrainerSettings("worker", Execution.on(Device.CPU), null, Duration.ofDays(1), 64L << 20, 0);
        new Trainer(store, TestJobs.files(store), event -> {}, settings).run(TestJobs.request(JOB), stop);
    }
}
