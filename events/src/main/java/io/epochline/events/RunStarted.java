package io.epochline.events;

import java.util.Map;

/**
 * A worker has claimed the run and begins.
 *
 * @param attempt 1 for the first claim; a run whose worker died is attempted again
 * @param previous how the attempt before this one stopped; absent for the first
 * @param device absent where that is not known, as of other people's programs
 * @param epochs planned at most; 0 where that is not known, as of other people's programs
 * @param stepsPerEpoch 0 where that is not known
 * @param parameters how many numbers are trained; 0 where that is not known
 */
public record RunStarted(
        String runId,
        String experimentId,
        int attempt,
        Interruption previous,
        String name,
        String worker,
        String device,
        int epochs,
        int stepsPerEpoch,
        long parameters,
        Map<String, String> labels)
        implements Event {

    public RunStarted {
        Require.identifier(runId, "run_id");
        Require.identifier(experimentId, "experiment_id");
        Require.that(attempt >= 1, "attempt", "at least 1", attempt);
        Require.that(epochs >= 0, "epochs", "at least 0", epochs);
        Require.that(stepsPerEpoch >= 0, "steps_per_epoch", "at least 0", stepsPerEpoch);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** Of a first attempt. */
    public RunStarted(
            String runId,
            String experimentId,
            int attempt,
            String name,
            String worker,
            String device,
            int epochs,
            int stepsPerEpoch,
            long parameters,
            Map<String, String> labels) {
        this(runId, experimentId, attempt, null, name, worker, device, epochs, stepsPerEpoch, parameters, labels);
    }

    @Override
    public String id() {
        return runId + ":started:" + attempt;
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
