package io.epochline.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Settings of the run's job to try next.
 *
 * @param settings keys of the job with their new values, such as {@code {"batch_size": 16}}, of other people's programs such as
 *     {@code {"params": {"lr": 0.001}}}; an object that names no other kind tells only what changes
 * @param risk what may get worse
 * @param family of remedies that stand and fall together, such as {@code robust-loss}; absent where its proposer names none
 */
public record SettingsProposed(
        String proposalId,
        String experimentId,
        String runId,
        int rank,
        String name,
        ObjectNode settings,
        List<String> evidence,
        String expectedEffect,
        String risk,
        Cost cost,
        String family)
        implements Event, Proposed {

    public SettingsProposed {
        Require.identifier(proposalId, "proposal_id");
        Require.identifier(experimentId, "experiment_id");
        Require.identifier(runId, "run_id");
        Require.that(rank >= 1, "rank", "at least 1", rank);
        Require.present(settings, "settings");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
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
