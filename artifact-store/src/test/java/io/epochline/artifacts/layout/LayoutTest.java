package io.epochline.artifacts.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The keys are a contract with every reader outside, so each is pinned. */
class LayoutTest {

    private final ExperimentLayout experiment = new ExperimentLayout("e1");

    @Test
    void keysOfAnExperiment() {
        assertThat(experiment.prefix()).isEqualTo("experiments/e1/");
        assertThat(experiment.manifest()).isEqualTo("experiments/e1/manifest.json");
        assertThat(experiment.reportMarkdown()).isEqualTo("experiments/e1/report.md");
        assertThat(experiment.reportHtml()).isEqualTo("experiments/e1/report.html");
        assertThat(experiment.experimentLog()).isEqualTo("experiments/e1/experiment_log.txt");
        assertThat(experiment.refinedSpace()).isEqualTo("experiments/e1/refined.yaml");
        assertThat(experiment.runs()).isEqualTo("experiments/e1/runs/");
        assertThat(experiment.summaries()).isEqualTo("experiments/e1/summaries/");
        assertThat(experiment.tableCsv()).isEqualTo("experiments/e1/table.csv");
        assertThat(experiment.tableParquet()).isEqualTo("experiments/e1/table.parquet");
    }

    @Test
    void keysOfARun() {
        RunLayout run = RunLayout.of("e1", "r1");

        assertThat(run.prefix()).isEqualTo("experiments/e1/runs/r1/");
        assertThat(run.claim(2))
                .isEqualTo("experiments/e1/runs/r1/claims/2.json")
                .startsWith(run.claims());
        assertThat(run.meta()).isEqualTo("experiments/e1/runs/r1/meta.json");
        assertThat(run.segment(7))
                .isEqualTo("experiments/e1/runs/r1/segments/000007.npz")
                .startsWith(run.segments());
        assertThat(run.checkpoint()).isEqualTo("experiments/e1/runs/r1/checkpoint.npz");
        assertThat(run.trace()).isEqualTo("experiments/e1/runs/r1/trace.npz");
        assertThat(run.predictions()).isEqualTo("experiments/e1/runs/r1/predictions.npz");
        assertThat(run.model()).isEqualTo("experiments/e1/runs/r1/model.onnx");
        assertThat(run.trainLog()).isEqualTo("experiments/e1/runs/r1/train_log.txt");
        assertThat(run.summary()).isEqualTo("experiments/e1/runs/r1/summary.json");
    }

    @Test
    void keysOfAPosterior() {
        PosteriorLayout posterior = experiment.posterior("p1");

        assertThat(posterior.prefix()).isEqualTo("experiments/e1/posteriors/p1/");
        assertThat(posterior.claim(1)).isEqualTo("experiments/e1/posteriors/p1/claims/1.json");
        assertThat(posterior.meta()).isEqualTo("experiments/e1/posteriors/p1/meta.json");
        assertThat(posterior.draws()).isEqualTo("experiments/e1/posteriors/p1/draws.npz");
        assertThat(posterior.summary()).isEqualTo("experiments/e1/posteriors/p1/summary.json");
    }

    @Test
    void keysOfADataSet() {
        String sha256 = "0123456789abcdef".repeat(4);

        assertThat(DatasetLayout.file(sha256, "digits.npz")).isEqualTo("datasets/" + sha256 + "/digits.npz");
    }

    @Test
    void identifiersCannotBecomePaths() {
        assertThatThrownBy(() -> new ExperimentLayout("../e1")).hasMessageContaining("experiment_id");
        assertThatThrownBy(() -> experiment.run("a/b")).hasMessageContaining("run_id");
        assertThatThrownBy(() -> experiment.posterior("")).hasMessageContaining("job_id");
        assertThatThrownBy(() -> experiment.run("r1").claim(0)).hasMessageContaining("attempt");
        assertThatThrownBy(() -> DatasetLayout.file("0123456789abcdef".repeat(4), "../x"))
                .hasMessageContaining("file_name");
    }
}
