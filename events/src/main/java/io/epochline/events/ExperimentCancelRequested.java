package io.epochline.events;

/**
 * Asks for the end of a study or a campaign: whoever leads it asks for no more runs, cancels those that go on, and tells
 * {@link ExperimentFinished} as cancelled once they are over. Of an experiment that is over or unknown nothing comes of it.
 *
 * @param reason in words; stands in the ends of its runs
 */
public record ExperimentCancelRequested(String experimentId, String reason) implements Event {

    public ExperimentCancelRequested {
        Require.identifier(experimentId, "experiment_id");
        reason = reason == null ? "" : reason;
    }

    @Override
    public String id() {
        return experimentId + ":cancel-requested";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
