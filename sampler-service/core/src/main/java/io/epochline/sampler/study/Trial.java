package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunStatus;
import java.util.Map;

/**
 * One point of the space and what came of it.
 *
 * @param number from 0, in the order of suggestion
 * @param values by parameter, as they stand in the job
 * @param status absent while the trial runs
 * @param value of the study's metric; absent while the trial runs and where its run gave none
 * @param failure in words, absent unless the trial failed
 * @param summary what its run committed; absent while the trial runs and where its job never became a run
 */
public record Trial(
        int number,
        Map<String, JsonNode> values,
        String runId,
        RunStatus status,
        Double value,
        String failure,
        ArtifactRef summary) {

    static Trial running(int number, Map<String, JsonNode> values, String runId) {
        return new Trial(number, values, runId, null, null, null, null);
    }

    Trial finished(RunStatus outcome, Double result, String reason, ArtifactRef committed) {
        return new Trial(number, values, runId, outcome, result, reason, committed);
    }

    /** By which everyone tells whose run it is. */
    Map<String, String> labels() {
        return Map.of("role", "trial", "trial", Integer.toString(number));
    }

    /** Whether its run, or the job it would have been, came to no value; nobody's having stopped it is a failure. */
    boolean failed() {
        return switch (status) {
            case FAILED -> true;
            case SUCCEEDED -> value == null;
            case CANCELLED, PRUNED -> false;
        };
    }

    public boolean over() {
        return status != null;
    }
}
