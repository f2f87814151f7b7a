package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.JobRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every array that a run leaves is in the tables of docs/formats/run-folder.md, with its type and axes. {@code
 * check_run_folder.py} reads the folder that is left here in target/run-folder with numpy, pandas and pyarrow by the same tables.
 */
class RunFolderFormatTest {

    private static final Path FOLDER = Path.of("target/run-folder");
    private static final Path FORMAT = Path.of("../../docs/formats/run-folder.md");
    private static final Pattern HEADING = Pattern.compile("## (\\w+)\\.npz.*");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| (\\w+)\\[(.*?)\\] \\|.*");

    /** What a table says of an array: its element type, and its axes by name. */
    private record Documented(String dtype, List<String> axes) {}

    private static ArtifactStore store;

    @BeforeAll
    static void train() {
        store = new DirectoryArtifactStore(FOLDER, "epochline");
        store.list("").forEach(object -> store.delete(object.key()));
        TestJobs.putClouds(store);
        String job = TestJobs.JOB.replace("\"seed\": 7", "\"seed\": 9007199254740993");
        JobRequested request = new JobRequested("run-1", "study", TestJobs.spec(job), Map.of("trial", "1"));
        new Trainer(store, TestJobs.files(store), event -> {}, TrainerSettings.of("worker"))
                .run(request, new StopSignal());
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
        List<String> seen = new ArrayList<>();
        for (ObjectInfo object : store.list("experiments/")) {
            if (!object.key().endsWith(".npz")) {
                continue;
            }
            String file = object.key().replaceAll(".*/runs/run-1/", "").replaceAll("^segments/.*", "trace.npz");
            Map<String, Documented> arrays = documented.get(file.replace(".npz", ""));
            assertThat(arrays).as(file).isNotEmpty();
            check(object.key(), arrays);
            seen.add(file);
        }
        assertThat(seen).contains("trace.npz", "predictions.npz").hasSizeGreaterThan(3);
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
