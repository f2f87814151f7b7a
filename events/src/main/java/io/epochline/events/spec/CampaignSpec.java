package io.epochline.events.spec;

import io.epochline.events.CampaignRequested;
import io.epochline.events.Require;

/**
 * A campaign: train the baseline, try what the analyzer proposes for it, prove which is better.
 *
 * @param baseline the job to improve on; its objective is the yardstick for every proposal
 * @param losses at most this many proposed losses are tried in a round
 * @param models at most this many proposed models are tried in a round
 * @param settings at most this many proposed changes of settings are tried in a round
 * @param rounds at most this many; each after the first improves on what the one before it confirmed
 * @param parallel at most this many runs are asked for at once
 * @param halving how short runs sort out proposals before whole ones; absent where all are trained whole
 * @param confirmation how the best are trained again before they are believed
 * @param budget where the campaign ends at the latest
 * @param enough the confirmed improvement after which no further round begins, such as 0.15; absent for none
 */
public record CampaignSpec(
        String name,
        TrainingJob baseline,
        Integer losses,
        Integer models,
        Integer settings,
        Integer rounds,
        Integer parallel,
        Halving halving,
        Confirmation confirmation,
        Budget budget,
        Double enough)
        implements Submission {

    /**
     * Successive halving (Jamieson and Talwalkar 2016): of all proposals one in {@code factor} goes on to {@code factor}
     * times the epochs, until those that are left have trained for all epochs of the job.
     *
     * @param factor at least 2
     * @param minEpochs that the shortest runs have
     */
    public record Halving(Integer factor, Integer minEpochs) {

        public Halving {
            factor = factor == null ? 3 : factor;
            minEpochs = minEpochs == null ? 1 : minEpochs;
            Require.that(factor >= 2, "halving.factor", "at least 2", factor);
            Require.that(minEpochs >= 1, "halving.min_epochs", "at least 1", minEpochs);
        }
    }

    /**
     * Pairs of runs on fresh seeds, one of the baseline and one of a proposal, compared by a paired t-test with Holm's
     * correction.
     *
     * @param seeds how many pairs; 0 to believe single runs
     * @param candidates at most this many proposals of a round
     * @param alpha the chance of one false claim in a round
     */
    public record Confirmation(Integer seeds, Integer candidates, Double alpha) {

        public static final Confirmation DEFAULT = new Confirmation(null, null, null);
        public static final Confirmation NONE = new Confirmation(0, null, null);

        public Confirmation {
            seeds = seeds == null ? 5 : seeds;
            candidates = candidates == null ? 2 : candidates;
            alpha = alpha == null ? 0.05 : alpha;
            Require.that(
                    seeds == 0 || seeds >= 3 && seeds <= 100, "confirmation.seeds", "0, or between 3 and 100", seeds);
            Require.that(candidates >= 1, "confirmation.candidates", "at least 1", candidates);
            Require.that(alpha > 0 && alpha < 1, "confirmation.alpha", "in (0, 1)", alpha);
        }

        public boolean confirms() {
            return seeds > 0;
        }
    }

    /**
     * What all runs together may cost; absent parts are not bounded.
     *
     * @param seconds of training
     */
    public record Budget(Integer runs, Long epochs, Double seconds) {

        public static final Budget NONE = new Budget(null, null, null);

        public Budget {
            Require.that(runs == null || runs >= 1, "budget.runs", "at least 1", runs);
            Require.that(epochs == null || epochs >= 1, "budget.epochs", "at least 1", epochs);
            Require.that(seconds == null || seconds > 0, "budget.seconds", "above 0", seconds);
        }
    }

    public CampaignSpec {
        Require.identifier(name, "name");
        Require.present(baseline, "baseline");
        losses = losses == null ? 5 : losses;
        models = models == null ? 5 : models;
        settings = settings == null ? 3 : settings;
        rounds = rounds == null ? 1 : rounds;
        parallel = parallel == null ? 8 : parallel;
        confirmation = confirmation == null ? Confirmation.DEFAULT : confirmation;
        budget = budget == null ? Budget.NONE : budget;
        Require.that(losses >= 0, "losses", "at least 0", losses);
        Require.that(models >= 0, "models", "at least 0", models);
        Require.that(settings >= 0, "settings", "at least 0", settings);
        Require.that(rounds >= 1 && rounds <= 100, "rounds", "between 1 and 100", rounds);
        Require.that(parallel >= 1, "parallel", "at least 1", parallel);
        Require.that(enough == null || enough > 0, "enough", "above 0, or left out", enough);
        Require.that(
                rounds == 1 || confirmation.confirms(),
                "confirmation.seeds",
                "above 0 where there is more than one round: a round builds on what was confirmed",
                confirmation.seeds());
    }

    /** The same campaign on another baseline. */
    public CampaignSpec on(TrainingJob other) {
        return new CampaignSpec(
                name, other, losses, models, settings, rounds, parallel, halving, confirmation, budget, enough);
    }

    @Override
    public CampaignRequested request(String id) {
        return new CampaignRequested(id, this);
    }
}
