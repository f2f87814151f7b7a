package io.epochline.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A model to try next, as an architecture document that builds.
 *
 * @param model the same form as {@code model} of a training job: a name with parameters, or layers
 * @param risk what may get worse
 * @param family of remedies that stand and fall together, such as {@code robust-loss}; absent where its proposer names none
 */
public record ModelProposed(
        String proposalId,
        String experimentId,
        String runId,
        int rank,
        String name,
        JsonNode model,
        List<String> evidence,
        String expectedEffect,
        String risk,
        Cost cost,
        String family)
        implements Event, Proposed {

    public ModelProposed {
        Require.identifier(proposalId, "proposal_id");
        Require.identifier(experimentId, "experiment_id");
        Require.identifier(runId, "run_id");
        Require.that(rank >= 1, "rank", "at least 1", rank);
        Require.present(model, "model");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** Without risk, cost and family. */
    public ModelProposed(
            String proposalId,
            String experimentId,
            String runId,
            int rank,
            String name,
            JsonNode model,
            List<String> evidence,
            String expectedEffect) {
        this(proposalId, experimentId, runId, rank, name, model, evidence, expectedEffect, null, null, null);
    }

    @Override
    public String id() {
        return runId + ":proposed:" + proposalId;
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.ANALYSIS;
    }
}
