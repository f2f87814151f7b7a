package io.epochline.artifacts.layout;

import io.epochline.events.Require;

/** The keys of a posterior job: {@code experiments/<experiment>/posteriors/<job>/…}. */
public record PosteriorLayout(ExperimentLayout experiment, String jobId) {

    public PosteriorLayout {
        Require.identifier(jobId, "job_id");
    }

    /** The folder, with its last slash. */
    public String prefix() {
        return experiment.prefix() + "posteriors/" + jobId + "/";
    }

    /** Under which {@link #claim} lies for every attempt. */
    public String claims() {
        return prefix() + "claims/";
    }

    /** Put if absent by the attempt that begins, from 1. */
    public String claim(int attempt) {
        Require.that(attempt >= 1, "attempt", "at least 1", attempt);
        return claims() + attempt + ".json";
    }

    public String meta() {
        return prefix() + "meta.json";
    }

    public String draws() {
        return prefix() + "draws.npz";
    }

    /** The commit point: put if absent, and last. */
    public String summary() {
        return prefix() + "summary.json";
    }
}
