package io.epochline.analyzer.app;

import io.epochline.analyzer.run.RunFolders;
import io.epochline.analyzer.run.TestingStore;
import io.epochline.events.RunFinished;
import io.epochline.events.Topic;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from {@code RunFinished} to the last of its proposals, through the topology in its test driver, with the
 * checks of a hundred runs under way. It asserts nothing, so its name is not that of a test; docs/results/proposals.md says how to
 * run it.
 */
class AnswerLatency {

    private static final int LIVE = 100;
    private static final int WARM_UP = 100;
    private static final int MEASURED = 400;

    @Test
    void isPrinted() {
        TestingStore store = new TestingStore();
        RunFinished[] runs = new RunFinished[LIVE + WARM_UP + MEASURED];
        for (int i = 0; i < runs.length; i++) {
            String id = "run-" + i;
            runs[i] = RunFolders.succeeded(store, id, id, 0.02, Map.of("role", "baseline"));
        }
        double[] millis = new double[runs.length];
        try (TestingTopology topology = new TestingTopology(store)) {
            for (int i = 0; i < runs.length; i++) {
                long before = System.nanoTime();
                topology.tell(runs[i]);
                millis[i] = (System.nanoTime() - before) / 1e6;
                topology.told(Topic.ANALYSIS);
            }
        }
        double[] measured = Arrays.copyOfRange(millis, LIVE + WARM_UP, millis.length);
        Arrays.sort(measured);
        System.out.printf(
                Locale.ROOT,
                "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms of %d answers%n",
                measured[MEASURED / 2],
                measured[MEASURED * 9 / 10],
                measured[MEASURED * 99 / 100],
                MEASURED);
    }
}
