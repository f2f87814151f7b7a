package io.epochline.console.cli;

import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.cli.output.Table;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Json;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.TrainerBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The figures of {@code bench trainer}: runs in a store of their own, which is gone afterwards. */
final class TrainerFigures {

    private static final List<String> STEPS = List.of("""
            {"name": "mlp_64", "epochs": 22, "batch_size": 64, "loss": "mse",
             "data": {"source": "spectral", "samples": 32000, "size": 16, "bins": 16, "split": {"validation": 0.002}},
             "model": {"name": "mlp", "layers": ["flatten", {"dense": 512}, "relu", {"dense": 256}, "relu", {"dense": 64},
                                                 {"reshape": [2, 2, 16]}]}}
            """, """
            {"name": "mlp_64_recorded", "epochs": 22, "batch_size": 64, "loss": "mse", "record": ["diag_steps", "grads"],
             "data": {"source": "spectral", "samples": 32000, "size": 16, "bins": 16, "split": {"validation": 0.002}},
             "model": {"name": "mlp", "layers": ["flatten", {"dense": 512}, "relu", {"dense": 256}, "relu", {"dense": 64},
                                                 {"reshape": [2, 2, 16]}]}}
            """, """
            {"name": "cnn_small_32", "epochs": 22, "batch_size": 32, "loss": "mse", "model": "cnn_small",
             "data": {"source": "spectral", "samples": 16000, "size": 32, "split": {"validation": 0.004}}}
            """);

    private static final int STEPS_PER_EPOCH = 1000;
    private static final String LONG = """
            {"name": "%s", "epochs": %d, "batch_size": 1, "loss": "mse", "record": %s, "record_every": 1,
             "data": {"source": "npz", "path": "s3://bench/points.npz", "split": {"validation": 0.01}},
             "model": {"name": "4-16-1", "layers": [{"dense": 16}, "relu", {"dense": 1}]}}
            """;

    private TrainerFigures() {}

    /**
     * All that was measured.
     *
     * @param memory of a run that keeps nothing but its trace
     * @param recording of the same with a line of every step, and as many gradients as fit
     */
    record Figures(
            List<TrainerBench.Overhead> overhead,
            List<TrainerBench.Memory> memory,
            List<TrainerBench.Memory> recording) {}

    /** @param steps of the long run */
    static Figures measure(int steps) throws IOException {
        Path folder = Files.createTempDirectory("epochline-bench");
        try (DirectoryArtifactStore store = new DirectoryArtifactStore(folder, "bench")) {
            store.put("points.npz", points(), "application/x-npz");
            TrainerBench bench = new TrainerBench(store);
            int epochs = Math.max(1, steps / STEPS_PER_EPOCH);
            List<TrainerBench.Memory> memory = memory(bench, LONG.formatted("long", epochs, "[]"), epochs);
            List<TrainerBench.Memory> recording =
                    memory(bench, LONG.formatted("recorded", epochs, "[\"diag_steps\", \"grads\"]"), epochs);
            List<TrainerBench.Overhead> overhead = new ArrayList<>();
            for (String job : STEPS) {
                overhead.add(bench.overhead(job(job)));
            }
            return new Figures(overhead, memory, recording);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static List<TrainerBench.Memory> memory(TrainerBench bench, String job, int epochs) throws IOException {
        List<TrainerBench.Memory> memory = new ArrayList<>();
        bench.memory(job(job), Math.max(1, epochs / 10), memory::add);
        return memory;
    }

    static void print(Figures figures, Terminal terminal) {
        Table overhead = new Table(
                "step of", ">parameters", ">steps an epoch", ">engine", ">in a run", ">added", ">processor", ">added");
        for (TrainerBench.Overhead step : figures.overhead()) {
            overhead.row(
                    step.name(),
                    step.parameters(),
                    step.steps(),
                    "%.3f ms".formatted(step.engine().millis()),
                    "%.3f ms".formatted(step.run().millis()),
                    "%.1f %%".formatted(100 * step.share()),
                    "%.3f ms".formatted(step.engine().processorMillis()),
                    "%.1f %%".formatted(100 * step.processorShare()));
        }
        overhead.print(terminal);
        Table memory = new Table("keeps", ">steps", ">heap", ">resident", ">checkpoint");
        add(memory, "trace", figures.memory());
        add(memory, "every step", figures.recording());
        memory.print(terminal);
    }

    private static void add(Table table, String keeps, List<TrainerBench.Memory> memory) {
        for (TrainerBench.Memory moment : memory) {
            table.row(
                    keeps,
                    moment.steps(),
                    "%.1f MB".formatted(moment.heap() / 1e6),
                    "%.0f MB".formatted(moment.resident() / 1e6),
                    "%.1f kB".formatted(moment.checkpoint() / 1e3));
        }
    }

    private static TrainingJob job(String text) throws IOException {
        return Json.MAPPER.readValue(text, TrainingJob.class);
    }

    /** As many rows to train on as an epoch has steps. */
    private static byte[] points() {
        int rows = STEPS_PER_EPOCH + 10;
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[4 * rows];
        float[] y = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 4; i++) {
                x[4 * row + i] = (float) random.nextGaussian();
                y[row] += x[4 * row + i];
            }
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x", NpyArray.of(x, rows, 4));
        arrays.put("y", NpyArray.of(y, rows, 1));
        return NpzWriter.bytes(arrays);
    }
}
