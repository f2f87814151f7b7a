package io.epochline.events;

import io.epochline.events.spec.CampaignSpec;

/** Asks for a campaign: a baseline, proposals grounded in it, one training run each, and a report. */
public record CampaignRequested(String experimentId, CampaignSpec spec) implements Event {

    public CampaignRequested {
        Require.identifier(experimentId, "experiment_id");
        Require.present(spec, "spec");
    }

    @Override
    public String id() {
        return experimentId + ":campaign-requested";
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
