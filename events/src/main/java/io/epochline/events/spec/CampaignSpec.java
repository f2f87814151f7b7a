package io.epochline.events.spec;

import io.epochline.events.CampaignRequested;
import io.epochline.events.Require;

/**
 * A campaign: train the baseline, try what the analyzer proposes for it, report which is better.
 *
 * @param baseline the job to improve on; its objective is the yardstick for every proposal
 * @param losses at most this many proposed losses are tried
 * @param models at most this many proposed models are tried
 */
public record CampaignSpec(String name, TrainingJob baseline, Integer losses, Integer models) implements Submission {

    public CampaignSpec {
        Require.identifier(name, "name");
        Require.present(baseline, "baseline");
        losses = losses == null ? 5 : losses;
        models = models == null ? 5 : models;
        Require.that(losses >= 0, "losses", "at least 0", losses);
        Require.that(models >= 0, "models", "at least 0", models);
    }

    @Override
    public CampaignRequested request(String id) {
        return new CampaignRequested(id, this);
    }
}
