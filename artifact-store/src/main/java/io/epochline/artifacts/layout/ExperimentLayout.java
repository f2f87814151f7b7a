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

    public String experimentLog() {
        return prefix() + "experiment_log.txt";
    }

    /** The refined search space of a study. */
    public String refinedSpace() {
        return prefix() + "refined.yaml";
    }

    public RunLayout run(String runId) {
        return new RunLayout(this, runId);
    }

    public PosteriorLayout posterior(String jobId) {
        return new PosteriorLayout(this, jobId);
    }
}
