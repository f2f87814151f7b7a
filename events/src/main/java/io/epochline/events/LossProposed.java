package io.epochline.events;

import java.util.List;

/**
 * A loss to try next, as an expression that runs.
 *
 * @param proposalId unique among the proposals for its run, such as {@code loss-huber-pearson}
 * @param runId the run whose evidence led to it
 * @param rank among the proposals for this run, 1 is the most promising
 * @param risk what may get worse
 * @param family of remedies that stand and fall together, such as {@code robust-loss}; absent where its proposer names none
 */
public record LossProposed(
        String proposalId,
        String experimentId,
        String runId,
        int rank,
        String name,
        String expression,
        List<String> evidence,
        String expectedEffect,
        String risk,
        Cost cost,
        String family)
        implements Event, Proposed {

    public LossProposed {
        Require.identifier(proposalId, "proposal_id");
        Require.identifier(experimentId, "experiment_id");
        Require.identifier(runId, "run_id");
        Require.that(rank >= 1, "rank", "at least 1", rank);
        Require.text(expression, "expression");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** Without risk, cost and family. */
    public LossProposed(
            String proposalId,
            String experimentId,
            String runId,
            int rank,
            String name,
            String expression,
            List<String> evidence,
            String expectedEffect) {
        this(proposalId, experimentId, runId, rank, name, expression, evidence, expectedEffect, null, null, null);
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
