package io.epochline.artifacts.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final RunLayout RUN = RunLayout.of("e1", "r1");
    private static final ArtifactRef TRACE = new ArtifactRef("epochline", RUN.trace(), "0".repeat(64), 12);

    private final ArtifactStore store = new MemoryArtifactStore("epochline");

    private static RunFinished succeeded(int attempt) {
        RunSummary summary =
                new RunSummary(2, 20, 1, 0.25, Double.NaN, 1.5, 0.5, Map.of("accuracy", 0.97), false, 3, 100, 1000);
        return new RunFinished(
                "r1", "e1", attempt, "digits", RunStatus.SUCCEEDED, null, summary, null, Map.of("role", "baseline"));
    }

    private JsonNode json(String key) throws Exception {
        return Json.MAPPER.readTree(store.get(key));
    }

    @Test
    void theSummaryIsFlatAndNamesTheArtifacts() throws Exception {
        SummaryDocument.commit(store, RUN, succeeded(1), Map.of("trace", TRACE));

        JsonNode summary = json(RUN.summary());
        assertThat(summary.path("schema_version").intValue()).isEqualTo(1);
        assertThat(summary.path("status").textValue()).isEqualTo("succeeded");
        assertThat(summary.path("best_val_loss").doubleValue()).isEqualTo(0.25);
        assertThat(summary.path("final_val_loss").textValue()).isEqualTo("NaN");
        assertThat(summary.at("/metrics/accuracy").doubleValue()).isEqualTo(0.97);
        assertThat(summary.at("/labels/role").textValue()).isEqualTo("baseline");
        assertThat(summary.at("/artifacts/trace/key").textValue()).isEqualTo(RUN.trace());
        assertThat(summary.has("summary")).isFalse();
    }

    @Test
    void theSummaryTakesOverTheSettingsAndTheProvenance() throws Exception {
        store.put(RUN.meta(), """
                {"job": {"optimizer": {"lr": 0.001, "betas": [0.9, 0.99]}, "seed": 9007199254740993,
                         "model": {"name": "line", "layers": [{"dense": {"units": 1}}]}},
                 "model": {"layers": []}, "index_map": [{"name": "w"}], "data": {"sha256": "ab", "rows": 10},
                 "seeds": {"job": 7}, "versions": {"java": "25"}, "device": "cpu", "worker": "w-1"}
                """.getBytes(UTF_8), "application/json");

        SummaryDocument.commit(store, RUN, succeeded(1), Map.of());

        JsonNode summary = json(RUN.summary());
        assertThat(summary.path("settings"))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"optimizer\": {\"lr\": 0.001, \"betas\": [0.9, 0.99]}, \"seed\": 9007199254740993, "
                                + "\"model\": {\"name\": \"line\"}}"));
        assertThat(summary.path("provenance"))
                .isEqualTo(Json.MAPPER.readTree("{\"device\": \"cpu\", \"worker\": \"w-1\", \"seeds\": {\"job\": 7}, "
                        + "\"versions\": {\"java\": \"25\"}, \"data_sha256\": \"ab\"}"));
        assertThat(SummaryDocument.read(store, RUN).orElseThrow().summary())
                .isEqualTo(succeeded(1).summary());
    }

    @Test
    void whatWasCommittedIsReadBackWithItsReference() {
        RunFinished committed =
                SummaryDocument.commit(store, RUN, succeeded(1), Map.of()).orElseThrow();

        assertThat(committed.summaryRef()).isEqualTo(store.reference(RUN.summary()));
        assertThat(SummaryDocument.read(store, RUN)).contains(committed);
    }

    @Test
    void theSameSummaryMakesTheSameBytesInEveryProcess() {
        Map<String, ArtifactRef> artifacts = Map.of("trace", TRACE, "model", TRACE, "meta", TRACE, "train_log", TRACE);
        SummaryDocument.commit(store, RUN, succeeded(1), artifacts);

        assertThat(store.get(RUN.summary()))
                .asString(UTF_8)
                .containsSubsequence("\"meta\" :", "\"model\" :", "\"trace\" :", "\"train_log\" :");
    }

    @Test
    void onlyTheFirstAttemptEndsTheRun() {
        RunFinished first =
                SummaryDocument.commit(store, RUN, succeeded(1), Map.of()).orElseThrow();

        assertThat(SummaryDocument.commit(store, RUN, succeeded(2), Map.of())).isEmpty();
        assertThat(SummaryDocument.read(store, RUN)).contains(first);
    }

    @Test
    void aRunThatNeverTrainedHasASummaryToo() {
        Failure failure = Failure.of(FailureCode.INVALID_MODEL, "No block 'convv'.");
        RunFinished failed = new RunFinished("r1", "e1", 0, "x", RunStatus.FAILED, failure, null, null, Map.of());

        SummaryDocument.commit(store, RUN, failed, Map.of());

        assertThat(SummaryDocument.read(store, RUN)).get().returns(failure, RunFinished::failure);
        assertThat(SummaryDocument.read(store, RunLayout.of("e1", "r2"))).isEmpty();
    }

    @Test
    void theManifestVouchesForTheSummary() {
        RunFinished run =
                SummaryDocument.commit(store, RUN, succeeded(1), Map.of()).orElseThrow();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA_VERSION,
                "e1",
                "campaign",
                "digits",
                RunStatus.SUCCEEDED,
                null,
                "mse",
                "r1",
                null,
                List.of(new Manifest.Run(
                        "r1", "Baseline", run.labels(), run.status(), Double.POSITIVE_INFINITY, run.summaryRef())),
                List.of(TRACE));

        ArtifactRef ref = manifest.put(store);

        assertThat(ref.key()).isEqualTo("experiments/e1/manifest.json");
        assertThat(Manifest.read(store, "e1")).isEqualTo(manifest);
        assertThat(store.get(Manifest.read(store, "e1").runs().getFirst().summary()))
                .isNotEmpty();
        assertThat(manifest.put(store)).isEqualTo(ref);
    }

    @Test
    void fieldsOfLaterVersionsAreIgnored() {
        put("""
                {"schema_version": 2, "experiment_id": "e1", "kind": "run", "status": "succeeded", "new_field": [1],
                 "runs": [{"run_id": "r1", "status": "succeeded", "also_new": {}}]}
                """);

        assertThat(Manifest.read(store, "e1").runs())
                .extracting(Manifest.Run::runId)
                .containsExactly("r1");
    }

    @Test
    void aDamagedDocumentIsRefusedWithItsPlace() {
        put("{\"schema_version\": 1, \"experiment_id\": \"e1\", \"kind\": \"run\", \"status\": \"succeeded\", "
                + "\"runs\": [{\"run_id\": \"../r1\", \"status\": \"succeeded\"}]}");

        assertThatThrownBy(() -> Manifest.read(store, "e1"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("'experiments/e1/manifest.json' cannot be read at 'runs[0]'")
                .hasMessageContaining("run_id");
        put("{\"schema_version\": 1, ");
        assertThatThrownBy(() -> Manifest.read(store, "e1")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> Manifest.read(store, "none"))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.kind()).isEqualTo(ArtifactException.Kind.NOT_FOUND));
    }

    private void put(String manifest) {
        store.put("experiments/e1/manifest.json", manifest.getBytes(UTF_8), "application/json");
    }
}
