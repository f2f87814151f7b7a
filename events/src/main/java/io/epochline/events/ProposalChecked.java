package io.epochline.events;

/**
 * A proposal was trained for one step on made-up examples, told some time after the proposal itself.
 *
 * @param passed whether no fault was found: the step was taken with a finite loss and gradient, or too little is known to
 *     take one, or it was not taken within the time that a campaign waits
 * @param reason the fault; absent where it passed
 */
public record ProposalChecked(String proposalId, String experimentId, String runId, boolean passed, String reason)
        implements Event {

    public ProposalChecked {
        Require.identifier(proposalId, "proposal_id");
        Require.identifier(experimentId, "experiment_id");
        Require.identifier(runId, "run_id");
        Require.that(passed == (reason == null), "reason", "absent exactly when passed", reason);
    }

    @Override
    public String id() {
        return runId + ":checked:" + proposalId;
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
