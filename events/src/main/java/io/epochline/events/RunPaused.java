package io.epochline.events;

/**
 * A run is held: its checkpoint lies in the store, no worker has it, and none will until it is asked for again.
 *
 * @param attempt the last that was made at it; 0 where none was
 * @param pause which one of the run's, from 1
 * @param reason what the command said; may be empty
 */
public record RunPaused(String runId, String experimentId, int attempt, int pause, String reason) implements Event {

    public RunPaused {
        Require.identifier(runId, "run_id");
        Require.identifier(experimentId, "experiment_id");
        Require.that(attempt >= 0, "attempt", "at least 0", attempt);
        Require.that(pause >= 1, "pause", "at least 1", pause);
        reason = reason == null ? "" : reason;
    }

    @Override
    public String id() {
        return runId + ":paused:" + pause;
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.RUNS;
    }
}
