package io.epochline.artifacts.layout;

import io.epochline.events.Require;

/** The keys of a training run: {@code experiments/<experiment>/runs/<run>/…}. */
public record RunLayout(ExperimentLayout experiment, String runId) {

    /** The name of {@link #continuation}. */
    public static final String CONTINUATION = "continuation.npz";

    public RunLayout {
        Require.identifier(runId, "run_id");
    }

    public static RunLayout of(String experimentId, String runId) {
        return new ExperimentLayout(experimentId).run(runId);
    }

    /** The folder, with its last slash. */
    public String prefix() {
        return experiment.runs() + runId + "/";
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

    /** Left by an attempt that let go of the run in good order; one that died leaves none. */
    public String release(int attempt) {
        Require.that(attempt >= 1, "attempt", "at least 1", attempt);
        return claims() + attempt + ".released.json";
    }

    public String meta() {
        return prefix() + "meta.json";
    }

    /** Under which the segments of every epoch lie. */
    public String segments() {
        return prefix() + "segments/";
    }

    /** The trace of one epoch, from 1, or the last part of it; six digits, so that a listing is in order. */
    public String segment(int epoch) {
        Require.that(epoch >= 1, "epoch", "at least 1", epoch);
        return segments() + "%06d.npz".formatted(epoch);
    }

    /** A part of the trace of a long epoch, from 1, that comes before its last part. */
    public String segment(int epoch, int part) {
        Require.that(epoch >= 1, "epoch", "at least 1", epoch);
        Require.that(part >= 1, "part", "at least 1", part);
        return segments() + "%06d-%06d.npz".formatted(epoch, part);
    }

    public String checkpoint() {
        return prefix() + "checkpoint.npz";
    }

    /** What a later stage goes on from, left by a run that was only a part. */
    public String continuation() {
        return prefix() + CONTINUATION;
    }

    public String trace() {
        return prefix() + "trace.npz";
    }

    /** Under which the parts of every artifact lie. */
    public String parts() {
        return prefix() + "parts/";
    }

    /** A part, from 1, of the artifact of that name, which is kept beside the trace. */
    public String part(String artifact, int number) {
        Require.that(number >= 1, "part", "at least 1", number);
        return parts() + artifact + "/%06d.npz".formatted(number);
    }

    /** A line of scalars for each step that is kept. */
    public String diagSteps() {
        return prefix() + "diag_steps.jsonl";
    }

    /** Gradients. */
    public String grads() {
        return prefix() + "grads.npz";
    }

    /** Estimates of the curvature. */
    public String curvature() {
        return prefix() + "curvature.npz";
    }

    /** Learning rates of the single parameters. */
    public String precond() {
        return prefix() + "precond.npz";
    }

    public String predictions() {
        return prefix() + "predictions.npz";
    }

    public String model() {
        return prefix() + "model.onnx";
    }

    /**
     * A file that a program wrote.
     *
     * @param path below its working folder, with slashes
     */
    public String file(String path) {
        return prefix() + "files/" + path;
    }

    public String trainLog() {
        return prefix() + "train_log.txt";
    }

    /** The commit point: put if absent, and last. */
    public String summary() {
        return prefix() + "summary.json";
    }
}
