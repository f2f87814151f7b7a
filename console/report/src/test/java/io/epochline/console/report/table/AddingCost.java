package io.epochline.console.report.table;

import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.summaries.SummaryIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What adding a run costs in experiments of several sizes, each in a folder of its own. They take turns, so that all see the
 * same disk and the same other work.
 */
final class AddingCost {

    private static final int[] SIZES = {100, 1000, 10_000};
    private static final int ROUNDS = 200;

    private final DirectoryArtifactStore store;
    private final TestingSweep sweep;
    private final SummaryIndex index;
    private final int size;
    private final double[] afterWriting = new double[ROUNDS];
    private final double[] afterForcing = new double[ROUNDS];
    private int finished;

    private AddingCost(Path root, int size) throws IOException {
        this.store = new DirectoryArtifactStore(root, "epochline");
        this.sweep = new TestingSweep("sweep", root.resolve("epochline"));
        this.index = new SummaryIndex(store, "sweep");
        this.size = size;
        while (finished < size) {
            sweep.finish(finished++);
        }
        index.update();
    }

    /** Rows of a table: the size, and the median and the quartiles of both. */
    static List<String> rows(Path folder) throws IOException {
        List<AddingCost> experiments = new ArrayList<>();
        for (int size : SIZES) {
            experiments.add(new AddingCost(folder.resolve("adding-" + size), size));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < SIZES.length; i++) {
                experiments.get((round + i) % SIZES.length).add(round);
            }
        }
        return experiments.stream().map(AddingCost::row).toList();
    }

    private void add(int round) throws IOException {
        sweep.finish(finished);
        afterWriting[round] = millis(TestingSweep.run(finished++));
        sweep.finish(finished);
        store.put("forced", new byte[1], "text/plain");
        afterForcing[round] = millis(TestingSweep.run(finished++));
    }

    private double millis(String run) {
        long began = System.nanoTime();
        index.add(run);
        return (System.nanoTime() - began) / 1e6;
    }

    private String row() {
        return "| %,d | %s | %s |".formatted(size, spread(afterWriting), spread(afterForcing));
    }

    private static String spread(double[] times) {
        Arrays.sort(times);
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f) ms", times[ROUNDS / 2], times[ROUNDS / 4], times[3 * ROUNDS / 4]);
    }
}
