package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import io.epochline.trainer.command.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every array that a run leaves is in the tables of docs/formats/run-folder.md, with its type and axes. {@code
 * check_run_folder.py} reads the folder that is left here in target/run-folder with numpy, pandas and pyarrow by the same tables.
 */
class RunFolderFormatTest {

    private static final Path FOLDER = Path.of("target/run-folder");
    private static final Path FORMAT = Path.of("../../docs/formats/run-folder.md");
    private static final Pattern HEADING = Pattern.compile("## (\\w+)\\.(npz|jsonl).*");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| (\\w+)\\[(.*?)\\] \\|.*");

    /** What a table says of an array: its element type, and its axes by name. */
    private record Documented(String dtype, List<String> axes) {}

    private static ArtifactStore store;

    /** Keeps what a function keeps: learning rates that change, steps that may be refused, parts of epochs. */
    private static final String FUNCTION = """
            {kind: objective, name: valley, objective: {function: rosenbrock, size: 3}, steps: 40, report_steps: 15,
             optimizer: {name: preconditioned, lr: 0.1, max_lr: 0.01, curvature: {probes: 2}, refresh_steps: 4},
             acceptance: {}, record: [diag_steps, grads, curvature, precond], record_every: 2}
            """;

    @BeforeAll
    static void run(@TempDir Path home) throws IOException {
        store = new DirectoryArtifactStore(FOLDER, "epochline");
        store.list("").forEach(object -> store.delete(object.key()));
        TestJobs.putClouds(store);
        String network = StepRecordingTest.recording("[\"diag_steps\", \"grads\", \"curvature\"], \"record_every\": 4")
                .replace("\"seed\": 7", "\"seed\": 9007199254740993");
        Programs programs = new TestPrograms(home, store)
                .list("for i in 1 2 3; do echo \"Epoch $i - loss: 0.$i - val_loss: 0.$i - val_f1: nan\"; done", "");
        Trainer trainer =
                new Trainer(store, TestJobs.files(store), event -> {}, TrainerSettings.of("worker"), programs);
        for (JobRequested request : List.of(
                new JobRequested("network", "study", TestJobs.spec(network), Map.of("trial", "1")),
                new JobRequested("function", "study", (RunJob) JobFile.read(FUNCTION, "job.yaml"), Map.of()),
                new JobRequested("program", "study", TestPrograms.spec(""), Map.of()))) {
            trainer.run(request, new StopSignal());
        }
    }

    /** By file without its ending, then by array. */
    private static Map<String, Map<String, Documented>> documented() throws IOException {
        Map<String, Map<String, Documented>> files = new HashMap<>();
        Map<String, Documented> arrays = new HashMap<>();
        for (String line : Files.readAllLines(FORMAT)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                arrays = files.computeIfAbsent(heading.group(1), name -> new HashMap<>());
            } else if (row.matches()) {
                for (String name : row.group(1).split(", ")) {
                    arrays.put(
                            name.replace("`", ""),
                            new Documented(row.group(2), List.of(row.group(3).split(", "))));
                }
            }
        }
        return files;
    }

    private static Documented find(Map<String, Documented> arrays, String name) {
        Documented exact = arrays.get(name);
        if (exact != null) {
            return exact;
        }
        return arrays.entrySet().stream()
                .filter(array -> array.getKey().contains("<"))
                .filter(array -> name.matches(array.getKey().replaceAll("<\\w+>", ".+")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Test
    void everyArrayIsAsDocumented() throws IOException {
        Map<String, Map<String, Documented>> documented = documented();
        Set<String> seen = new TreeSet<>();
        for (ObjectInfo object : store.list("experiments/")) {
            if (object.key().endsWith(".npz")) {
                String file = object.key()
                        .replaceAll(".*/runs/", "")
                        .replaceAll("segments/.*", "trace.npz")
                        .replaceAll("parts/(\\w+)/.*", "parts/$1.npz");
                Map<String, Documented> arrays = new HashMap<>(documented.get(file.replaceAll(".*/(\\w+).npz", "$1")));
                arrays.put("job", documented.get("trace").get("job"));
                check(object.key(), arrays);
                seen.add(file);
            }
        }
        assertThat(seen)
                .containsExactly(
                        "function/curvature.npz",
                        "function/grads.npz",
                        "function/parts/curvature.npz",
                        "function/parts/diag_steps.npz",
                        "function/parts/grads.npz",
                        "function/parts/precond.npz",
                        "function/precond.npz",
                        "function/trace.npz",
                        "network/curvature.npz",
                        "network/grads.npz",
                        "network/predictions.npz",
                        "network/trace.npz",
                        "program/trace.npz");
    }

    @Test
    void everyLineOfAStepIsAsDocumented() throws IOException {
        Map<String, Documented> documented = documented().get("diag_steps");
        for (String run : List.of("network", "function")) {
            String lines = new String(store.get(RunLayout.of("study", run).diagSteps()), StandardCharsets.UTF_8);
            assertThat(lines.lines().count()).isGreaterThan(5);
            for (String line : lines.lines().toList()) {
                for (Map.Entry<String, JsonNode> field :
                        Json.MAPPER.readTree(line).properties()) {
                    Documented number = find(documented, field.getKey());
                    assertThat(number)
                            .as("%s, %s is documented", run, field.getKey())
                            .isNotNull();
                    JsonNode value = field.getValue();
                    assertThat(value.isBoolean() ? "bool" : value.isIntegralNumber() ? "i64" : "f64")
                            .as("%s, %s", run, field.getKey())
                            .isEqualTo(number.dtype());
                }
            }
        }
    }

    private static void check(String key, Map<String, Documented> documented) {
        Map<String, Long> lengths = new HashMap<>();
        try (NpzReader archive = NpzReader.of(store.get(key))) {
            for (String name : archive.names()) {
                Documented array = find(documented, name);
                assertThat(array).as("%s, %s is documented", key, name).isNotNull();
                long[] shape = archive.header(name).shape();
                assertThat(archive.header(name).dtype().toString().replaceAll("text\\d+", "text"))
                        .as("%s, %s", key, name)
                        .isEqualTo(array.dtype());
                boolean open = array.axes().getLast().equals("…");
                int axes = open ? array.axes().size() - 1 : array.axes().size();
                assertThat(shape.length).as("%s, %s", key, name).isBetween(axes, open ? 9 : axes);
                for (int axis = 0; axis < axes; axis++) {
                    assertThat(lengths.merge(array.axes().get(axis), shape[axis], (first, other) -> first))
                            .as("%s, %s, axis %s", key, name, array.axes().get(axis))
                            .isEqualTo(shape[axis]);
                }
            }
        }
    }
}
