package io.epochline.artifacts.summaries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryIndexTest {

    private static final ExperimentLayout EXPERIMENT = new ExperimentLayout("sweep");

    private final TestingSteps store = new TestingSteps();
    private final SummaryIndex index = new SummaryIndex(store, "sweep");

    private static String run(int number) {
        return "sweep-t%05d".formatted(number);
    }

    private void begin(int number) {
        store.put(EXPERIMENT.run(run(number)).claim(1), new byte[] {'{', '}'}, "application/json");
    }

    private void finish(int number) {
        String summary = """
                {"schema_version": 1, "run_id": "%s", "status": "succeeded", "best_val_loss": %d,
                 "artifacts": {"trace": {"key": "somewhere"}}}""".formatted(run(number), number);
        store.put(EXPERIMENT.run(run(number)).summary(), summary.getBytes(UTF_8), "application/json");
    }

    private void finishAndAdd(int from, int to) {
        for (int number = from; number < to; number++) {
            finish(number);
            index.add(run(number));
        }
    }

    private int parts() {
        return store.list(EXPERIMENT.summaries()).size();
    }

    private void assertHolds(int runs) {
        SortedMap<String, ObjectNode> summaries = index.update();
        assertThat(summaries.keySet())
                .containsExactlyElementsOf(
                        IntStream.range(0, runs).mapToObj(SummaryIndexTest::run).toList());
        summaries.forEach((run, summary) -> {
            assertThat(run)
                    .endsWith("%05d".formatted(summary.path("best_val_loss").intValue()));
            assertThat(summary.has("artifacts")).isFalse();
        });
    }

    @Test
    void tellsTheRunsThatAreOverWhetherTheyWereAddedOrNot() {
        finishAndAdd(0, 3);
        finish(3);
        begin(4);

        assertHolds(4);
        finish(4);
        assertHolds(5);
    }

    @Test
    void whatWasReadOnceIsNotReadFromItsRunAgain() {
        IntStream.range(0, 5000).forEach(this::finish);
        assertHolds(5000);
        int gets = store.count("get");

        assertHolds(5000);
        assertThat(store.count("get") - gets).isEqualTo(parts()).isLessThanOrEqualTo(2);
    }

    @Test
    void addingARunCostsTheSameHoweverManyThereAre() {
        finishAndAdd(0, 256);
        int before = store.count();
        finishAndAdd(256, 256 + 2048);
        int early = store.count() - before;
        finishAndAdd(256 + 2048, 8192);
        before = store.count();
        finishAndAdd(8192, 8192 + 2048);
        int late = store.count() - before;

        assertThat(early / 2048.0).isLessThan(6);
        assertThat(late / 2048.0).isLessThan(6);
        assertThat(parts()).isLessThan(400);
        assertHolds(8192 + 2048);
    }

    @Test
    void addingAgainChangesNothing() {
        finishAndAdd(0, 10);
        finishAndAdd(0, 10);

        assertThat(parts()).isEqualTo(10);
        assertHolds(10);
    }

    @Test
    void manyMayAddJoinAndReadAtTheSameTime() throws Exception {
        int workers = 8;
        int each = 256;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers + 1)) {
            Future<?> reader = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    index.update();
                }
            });
            List<Callable<Void>> adding = IntStream.range(0, workers)
                    .mapToObj(worker -> (Callable<Void>) () -> {
                        finishAndAdd(worker * each, (worker + 1) * each);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(adding)) {
                done.get();
            }
            reader.get();
        }

        assertHolds(workers * each);
    }

    @Test
    void aCrashBetweenJoiningAndTidyingUpLosesNothing() {
        store.before = (operation, key) -> {
            if (operation.equals("delete")) {
                throw new IllegalStateException("the process ends here");
            }
        };
        int added = 0;
        for (boolean crashed = false; !crashed; added++) {
            finish(added);
            try {
                index.add(run(added));
            } catch (IllegalStateException end) {
                crashed = true;
            }
        }
        store.before = (operation, key) -> {};

        assertThat(parts()).isEqualTo(added + 1);
        assertHolds(added);
        finishAndAdd(added, 1000);
        assertThat(parts()).isLessThan(300);
        assertHolds(1000);
    }

    @Test
    void aRunThatWasRemovedIsNotTold() {
        finishAndAdd(0, 3);
        store.delete(EXPERIMENT.run(run(2)).summary());

        assertHolds(2);
    }

    @Test
    void ofAnExperimentThatIsOverTheManifestSaysWhichRunsThereAre() {
        finishAndAdd(0, 3);
        finish(3);
        finish(4);
        List<Manifest.Run> runs = IntStream.range(0, 4)
                .mapToObj(number -> new Manifest.Run(
                        run(number),
                        null,
                        Map.of(),
                        RunStatus.SUCCEEDED,
                        null,
                        store.reference(EXPERIMENT.run(run(number)).summary())))
                .toList();
        new Manifest(1, "sweep", "study", "sweep", RunStatus.SUCCEEDED, null, null, null, null, runs, null).put(store);
        int listings = store.count("folders");

        assertHolds(4);
        assertThat(store.count("folders")).isEqualTo(listings);
    }

    @Test
    void whoMayOnlyReadIsToldAllTheSame() {
        IntStream.range(0, 3).forEach(this::finish);
        store.before = (operation, key) -> {
            if (operation.equals("put")) {
                throw new Denied();
            }
        };

        assertHolds(3);
        assertThat(parts()).isZero();
    }

    private static final class Denied extends ArtifactException {
        private static final long serialVersionUID = 1L;

        Denied() {
            super(Kind.DENIED, "may only read", null);
        }
    }

    @Test
    void onlyARunThatIsOverCanBeAdded() {
        begin(0);

        assertThatThrownBy(() -> index.add(run(0))).hasMessageContaining("experiments/sweep/runs/sweep-t00000/summary");
    }

    @Test
    void aPartThatSomebodyChangedIsNamed() {
        finishAndAdd(0, 1);
        String part = store.list(EXPERIMENT.summaries()).getFirst().key();
        store.put(part, "{\"run_id\": ".getBytes(UTF_8), "text/plain");

        assertThatThrownBy(index::update).hasMessageContaining(part).hasMessageContaining("Delete it");
    }

    @Test
    void aSummaryThatCannotBeReadIsNamedAndNotLeftOut() {
        finishAndAdd(0, 1);
        RunLayout damaged = EXPERIMENT.run(run(1));
        store.put(damaged.summary(), "{".getBytes(UTF_8), "application/json");

        assertThatThrownBy(index::update).hasMessageContaining(damaged.summary());
    }

    @Test
    void aFolderThatWasCopiedIsNamed() {
        finish(0);
        String copy = EXPERIMENT.run("copy").summary();
        store.put(copy, store.get(EXPERIMENT.run(run(0)).summary()), "application/json");

        assertThatThrownBy(index::update).hasMessageContaining(copy).hasMessageContaining("'sweep-t00000'");
    }
}
