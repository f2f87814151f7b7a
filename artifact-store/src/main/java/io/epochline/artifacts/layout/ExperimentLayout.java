package io.epochline.artifacts.layout;

import io.epochline.events.Require;

/** The keys of an experiment: {@code experiments/<experiment>/…}. */
public record ExperimentLayout(String experimentId) {

    /** Under which all experiments lie. */
    public static final String ALL = "experiments/";

    public ExperimentLayout {
        Require.identifier(experimentId, "experiment_id");
    }

    /** The folder, with its last slash. */
    public String prefix() {
        return ALL + experimentId + "/";
    }

    public String manifest() {
        return prefix() + "manifest.json";
    }

    public String reportMarkdown() {
        return prefix() + "report.md";
    }

    public String reportHtml() {
        return prefix() + "report.html";
    }

    public String reportJson() {
        return prefix() + "report.json";
    }

    public String experimentLog() {
        return prefix() + "experiment_log.txt";
    }

    /** The refined search space of a study. */
    public String refinedSpace() {
        return prefix() + "refined.yaml";
    }

    /** Under which the folders of all runs lie. */
    public String runs() {
        return prefix() + "runs/";
    }

    /** Under which the summaries of finished runs are gathered, see {@code SummaryIndex}. */
    public String summaries() {
        return prefix() + "summaries/";
    }

    /** The aggregated table. */
    public String tableCsv() {
        return prefix() + "table.csv";
    }

    /** The same, with types. */
    public String tableParquet() {
        return prefix() + "table.parquet";
    }

    public RunLayout run(String runId) {
        return new RunLayout(this, runId);
    }

    public PosteriorLayout posterior(String jobId) {
        return new PosteriorLayout(this, jobId);
    }
}
