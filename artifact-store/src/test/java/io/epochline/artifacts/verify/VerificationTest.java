package io.epochline.artifacts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.verify.Finding.Verdict;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final ExperimentLayout STUDY = new ExperimentLayout("study");
    private static final RunLayout FIRST = STUDY.run("t1");

    private final ArtifactStore store = new MemoryArtifactStore("epochline");
    private final Verification verification = new Verification(store);

    private ArtifactRef put(String key, String content) {
        return store.put(key, content.getBytes(UTF_8), "text/plain");
    }

    @BeforeEach
    void finishAStudy() {
        List<Manifest.Run> runs = new ArrayList<>();
        for (String id : List.of("t1", "t2")) {
            RunLayout run = STUDY.run(id);
            put(run.claim(1), "{}");
            put(run.segment(1), "segment");
            ArtifactRef trace = put(run.trace(), "trace of " + id);
            RunFinished cancelled =
                    new RunFinished(id, "study", 1, "x", RunStatus.CANCELLED, null, null, null, Map.of());
            RunFinished finished = SummaryDocument.commit(store, run, cancelled, Map.of("trace", trace))
                    .orElseThrow();
            runs.add(new Manifest.Run(id, null, Map.of(), finished.status(), null, finished.summaryRef()));
        }
        runs.add(new Manifest.Run("refused", null, Map.of(), RunStatus.CANCELLED, null, null));
        List<ArtifactRef> report = List.of(put("experiments/study/trials.csv", "number"));
        new Manifest(1, "study", "study", "x", RunStatus.SUCCEEDED, null, "val_loss", null, null, runs, report)
                .put(store);
    }

    private static List<Finding> amiss(List<Finding> findings) {
        return findings.stream().filter(finding -> !finding.intact()).toList();
    }

    @Test
    void everythingIsAsItWasWritten() {
        assertThat(verification.run(FIRST))
                .extracting(Finding::verdict, Finding::key)
                .containsExactly(tuple(Verdict.INTACT, FIRST.summary()), tuple(Verdict.INTACT, FIRST.trace()));
        assertThat(verification.experiment(STUDY)).hasSize(5).allMatch(Finding::intact);
    }

    @Test
    void aChangedArtifactIsFoundWithBothHashes() {
        put(FIRST.trace(), "another trace");

        Finding changed = amiss(verification.run(FIRST)).getFirst();

        assertThat(changed.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(changed.found()).isEqualTo(store.reference(FIRST.trace())).isNotEqualTo(changed.expected());
    }

    @Test
    void whatIsMissingOrExtraIsFound() {
        store.delete(FIRST.trace());
        put(FIRST.checkpoint(), "left behind");
        put(STUDY.run("t9").trace(), "nobody's");

        assertThat(amiss(verification.experiment(STUDY)))
                .extracting(Finding::verdict, Finding::key)
                .containsExactly(
                        tuple(Verdict.MISSING, FIRST.trace()),
                        tuple(Verdict.EXTRA, FIRST.checkpoint()),
                        tuple(Verdict.EXTRA, "experiments/study/runs/t9/"));
    }

    @Test
    void aForgedSummaryIsFoundByTheManifest() {
        put(FIRST.summary(), "{\"run_id\": \"t1\", \"artifacts\": {}}");

        assertThat(amiss(verification.run(FIRST)))
                .extracting(Finding::verdict, Finding::key)
                .containsExactly(tuple(Verdict.CHANGED, FIRST.summary()), tuple(Verdict.EXTRA, FIRST.trace()));
        store.delete(FIRST.summary());
        assertThat(amiss(verification.run(FIRST)))
                .extracting(Finding::verdict, Finding::key)
                .containsExactly(tuple(Verdict.MISSING, FIRST.summary()));
    }

    @Test
    void nothingVouchesForARunThatIsNotOver() {
        RunLayout begun = RunLayout.of("other", "r1");
        put(begun.claim(1), "{}");

        assertThatThrownBy(() -> verification.run(begun)).hasMessageContaining("'r1' of 'other' has no summary.json");
        assertThatThrownBy(() -> verification.experiment(begun.experiment())).hasMessageContaining("manifest.json");
    }
}
