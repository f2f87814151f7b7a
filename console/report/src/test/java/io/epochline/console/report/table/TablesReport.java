package io.epochline.console.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.StoreConfig;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.summaries.SummaryIndex;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunStatus;
import io.epochline.standalone.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes docs/results/tables.md. Takes minutes, so its name is not that of a test; the page says how to run it. */
class TablesReport {

    private static final int[] SIZES = {100, 1000, 10_000};
    private static final int ROUNDS = 3;
    private static final Path TEMPLATE = Path.of("src/test/resources/table/tables.md.in");
    private static final Path PAGE = Path.of("../../docs/results/tables.md");

    @TempDir
    Path folder;

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void writesThePage() throws IOException {
        List<String> rows = new ArrayList<>();
        RunTable largest;
        try (TestServers servers = TestServers.start();
                ArtifactStore s3 = ArtifactStores.open(StoreConfig.of(
                        servers.s3Endpoint(), null, null, servers.accessKey(), servers.secretKey(), null))) {
            largest = measure("S3, standalone", s3, servers.data().resolve("s3/epochline"), rows);
        }
        Path root = folder.resolve("store");
        measure("folder", new DirectoryArtifactStore(root, "epochline"), root.resolve("epochline"), rows);
        Files.writeString(
                PAGE,
                Files.readString(TEMPLATE)
                        .replace("@ROUNDS@", Integer.toString(ROUNDS))
                        .replace(
                                "@CORES@", Integer.toString(Runtime.getRuntime().availableProcessors()))
                        .replace("@STORES@", String.join("\n", rows))
                        .replace("@ADDING@", String.join("\n", AddingCost.rows(folder)))
                        .replace("@FORMS@", String.join("\n", forms(largest))));
    }

    private RunTable measure(String name, ArtifactStore store, Path bucket, List<String> rows) throws IOException {
        ExperimentLayout layout = new ExperimentLayout("sweep");
        TestingSweep sweep = new TestingSweep("sweep", bucket);
        SummaryIndex index = new SummaryIndex(store, "sweep");
        warmUp(index, sweep);
        RunTable table = null;
        int finished = 0;
        for (int size : SIZES) {
            for (; finished < size / 2; finished++) {
                sweep.finish(finished);
                index.add(TestingSweep.run(finished));
            }
            double[] adding = new double[size - finished];
            for (int i = 0; finished < size; i++, finished++) {
                sweep.finish(finished);
                String run = TestingSweep.run(finished);
                adding[i] = seconds(() -> index.add(run));
            }
            Arrays.sort(adding);
            int objects = store.list(layout.summaries()).size();
            double goingOn = median(() -> read(index));
            double over = over(store, index, size);
            table = read(index);
            Path summaries = bucket.resolve(layout.summaries());
            double fromNothing = fromNothing(index, summaries);
            assertThat(table.rows()).isEqualTo(size);
            rows.add(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.2f s | %.2f s | %.2f s | %d | %.1f ms | %.1f ms |",
                    name,
                    size,
                    fromNothing,
                    goingOn,
                    over,
                    objects,
                    1000 * adding[adding.length / 2],
                    1000 * Arrays.stream(adding).average().orElseThrow()));
            System.out.println(rows.getLast());
        }
        return table;
    }

    /** So that the first figures are not those of a program that just started. */
    private static void warmUp(SummaryIndex index, TestingSweep sweep) throws IOException {
        for (int run = 0; run < SIZES[0] / 2; run++) {
            sweep.finish(run);
            for (int time = 0; time < 5; time++) {
                index.add(TestingSweep.run(run));
                read(index);
            }
        }
    }

    /** With the manifest that an experiment has when it is over. */
    private static double over(ArtifactStore store, SummaryIndex index, int size) throws IOException {
        List<Manifest.Run> runs = IntStream.range(0, size)
                .mapToObj(TestingSweep::run)
                .map(run -> new Manifest.Run(
                        run, null, Map.of("role", "trial"), RunStatus.SUCCEEDED, 0.5, reference(store, run)))
                .toList();
        new Manifest(1, "sweep", "study", "sweep", RunStatus.SUCCEEDED, null, "val_loss", null, null, runs, null)
                .put(store);
        double time = median(() -> read(index));
        store.delete(new ExperimentLayout("sweep").manifest());
        return time;
    }

    private static ArtifactRef reference(ArtifactStore store, String run) {
        return new ArtifactRef(
                store.bucket(), new ExperimentLayout("sweep").run(run).summary(), "0".repeat(64), 1500);
    }

    private static RunTable read(SummaryIndex index) {
        SortedMap<String, ObjectNode> summaries = index.update();
        return RunTable.of(summaries.values());
    }

    /** With the index out of the way. */
    private double fromNothing(SummaryIndex index, Path summaries) throws IOException {
        Path aside = summaries.resolveSibling("aside");
        Files.move(summaries, aside);
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            times[round] = seconds(() -> read(index));
            delete(summaries);
        }
        Files.move(aside, summaries);
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    private List<String> forms(RunTable table) throws IOException {
        Path csv = folder.resolve("runs.csv");
        Path parquet = folder.resolve("runs.parquet");
        double loading = seconds(() -> TableDatabase.of(RunTable.of(List.of())).close());
        double writingCsv = median(() -> TableFormat.CSV.write(table, csv));
        double writingParquet = median(() -> TableFormat.PARQUET.write(table, parquet));
        double asking = median(() -> {
            try (TableDatabase database = TableDatabase.of(table)) {
                database.query("SELECT \"optimizer.lr\" > 0.001 AS fast, median(best_val_loss) FROM runs GROUP BY 1");
            }
        });
        return List.of(
                String.format(Locale.ROOT, "| CSV | %.2f s | %,d KiB |", writingCsv, Files.size(csv) >> 10),
                String.format(Locale.ROOT, "| Parquet | %.2f s | %,d KiB |", writingParquet, Files.size(parquet) >> 10),
                String.format(Locale.ROOT, "| a query | %.2f s | |", asking),
                String.format(Locale.ROOT, "| loading DuckDB, once a process | %.2f s | |", loading));
    }

    private static double median(Work work) throws IOException {
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            times[round] = seconds(work);
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static double seconds(Work work) throws IOException {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
