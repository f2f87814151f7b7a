package io.epochline.sampler.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunStatus;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyReportTest {

    private static final ArtifactRef SUMMARY =
            new ArtifactRef("epochline", "experiments/e1/runs/e1-trial-0/summary.json", "0".repeat(64), 10);
    private static final String SPEC = """
            kind: study
            name: s
            trials: 2
            job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
            space:
              optimizer.lr: {type: float, low: 1e-5, high: 1.0, log: true}
            """;

    private final ArtifactStore store = new MemoryArtifactStore("epochline");

    private static Trial running(int number) {
        return Trial.running(number, Map.of("optimizer.lr", DoubleNode.valueOf(0.5)), "e1-trial-" + number);
    }

    private static Study.Reporting study() {
        StudySpec spec = (StudySpec) JobFile.read(SPEC, "study.yaml");
        return new Study.Reporting(
                new StudyRequested("e1", spec),
                List.of(
                        running(0).finished(RunStatus.SUCCEEDED, 0.25, null, SUMMARY),
                        running(1).finished(RunStatus.FAILED, null, "no model \"x\", sorry", null)),
                null);
    }

    @Test
    void theManifestListsEachTrialWithItsSummary() {
        List<ArtifactRef> written = StudyReport.write(store, study());
        Manifest manifest = Manifest.read(store, "e1");

        assertThat(manifest.kind()).isEqualTo("study");
        assertThat(manifest.bestRunId()).isEqualTo("e1-trial-0");
        assertThat(manifest.metric()).isEqualTo("val_loss");
        assertThat(manifest.spec().at("/space/optimizer.lr/high").doubleValue()).isEqualTo(1.0);
        assertThat(manifest.runs())
                .containsExactly(
                        new Manifest.Run(
                                "e1-trial-0",
                                null,
                                Map.of("role", "trial", "trial", "0"),
                                RunStatus.SUCCEEDED,
                                0.25,
                                SUMMARY),
                        new Manifest.Run(
                                "e1-trial-1",
                                null,
                                Map.of("role", "trial", "trial", "1"),
                                RunStatus.FAILED,
                                null,
                                null));
        assertThat(manifest.report()).containsExactly(written.getFirst());
        assertThat(StudyReport.write(store, study())).isEqualTo(written);
    }

    @Test
    void theTableHasARowPerTrial() {
        ArtifactRef table = StudyReport.write(store, study()).getFirst();

        assertThat(new String(store.get(table), StandardCharsets.UTF_8)).isEqualTo("""
                        number,run_id,status,val_loss,optimizer.lr,failure
                        0,e1-trial-0,succeeded,0.25,0.5,
                        1,e1-trial-1,failed,,0.5,"no model ""x"", sorry"
                        """);
    }
}
