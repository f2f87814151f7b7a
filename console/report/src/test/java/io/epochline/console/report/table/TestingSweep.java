package io.epochline.console.report.table;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Folders of finished runs, such as a study of a small network leaves them: ten objects each, written as plain files into the
 * folder of a store.
 */
final class TestingSweep {

    private final ExperimentLayout experiment;
    private final Path bucket;

    TestingSweep(String experiment, Path bucket) {
        this.experiment = new ExperimentLayout(experiment);
        this.bucket = bucket;
    }

    static String run(int number) {
        return "sweep-t%05d".formatted(number);
    }

    void finish(int number) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        RunLayout run = experiment.run(run(number));
        MemoryArtifactStore memory = new MemoryArtifactStore("epochline");
        ArtifactRef meta = memory.put(run.meta(), meta(number, random), "application/json");
        ArtifactRef trace = memory.put(run.trace(), new byte[4096], "application/x-npz");
        double best = random.nextDouble(0.01, 2);
        RunSummary summary = new RunSummary(
                20,
                900,
                15,
                best,
                best * 1.1,
                2.3,
                best * 0.9,
                Map.of("accuracy", random.nextDouble(), "mse", best),
                false,
                random.nextDouble(1, 60),
                15_000,
                26_122);
        RunFinished finished = new RunFinished(
                run.runId(),
                experiment.experimentId(),
                1,
                "digits",
                RunStatus.SUCCEEDED,
                null,
                summary,
                null,
                Map.of("role", "trial", "trial", Integer.toString(number)));
        SummaryDocument.commit(memory, run, finished, Map.of("meta", meta, "trace", trace, "model", trace));
        memory.put(run.claim(1), new byte[200], "application/json");
        memory.put(run.predictions(), new byte[2048], "application/x-npz");
        memory.put(run.model(), new byte[4096], "application/octet-stream");
        memory.put(run.trainLog(), new byte[2048], "text/plain");
        for (int epoch = 1; epoch <= 3; epoch++) {
            memory.put(run.segment(epoch), new byte[1024], "application/x-npz");
        }
        for (var object : memory.list("")) {
            Path file = bucket.resolve(object.key());
            Files.createDirectories(file.getParent());
            Files.write(file, memory.get(object.key()));
        }
    }

    private static byte[] meta(int number, SplittableRandom random) {
        return """
                {"job": {"kind": "train", "name": "digits", "epochs": 20, "batch_size": %d, "seed": %d, "loss": "cross_entropy",
                         "data": {"source": "npz", "path": "s3://epochline/datasets/0123/digits.npz", "split": {"seed": 1}},
                         "model": {"name": "mlp", "params": {"width": %d, "depth": %d}},
                         "optimizer": {"name": "adam", "lr": %s, "weight_decay": %s}, "schedule": {"name": "cosine"}},
                 "data": {"sha256": "%064x"}, "seeds": {"job": %d, "split": 1}, "device": "cpu", "precision": "f32",
                 "versions": {"epochline": "0.1.0", "java": "25", "onnxruntime": "1.29.0"}, "worker": "trainer-1"}
                """.formatted(
                        1 << random.nextInt(4, 8),
                        number,
                        1 << random.nextInt(4, 9),
                        random.nextInt(1, 5),
                        Math.pow(10, random.nextDouble(-5, -1)),
                        random.nextDouble(),
                        7,
                        number)
                .getBytes(StandardCharsets.UTF_8);
    }
}
