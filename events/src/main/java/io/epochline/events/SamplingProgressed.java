package io.epochline.events;

/**
 * How far a posterior is.
 *
 * @param draws done per chain, warm-up included
 * @param totalDraws planned per chain, warm-up included
 * @param maxRhat over the parameters, of the draws after warm-up; absent before there are enough
 * @param minEss the smallest bulk effective sample size over the parameters; absent before there are enough draws
 */
public record SamplingProgressed(
        String jobId, String experimentId, int draws, int totalDraws, double acceptance, Double maxRhat, Double minEss)
        implements Event {

    public SamplingProgressed {
        Require.identifier(jobId, "job_id");
        Require.identifier(experimentId, "experiment_id");
        Require.that(draws >= 0 && draws <= totalDraws, "draws", "between 0 and total_draws", draws);
    }

    @Override
    public String id() {
        return jobId + ":progressed:" + draws;
    }

    @Override
    public String key() {
        return jobId;
    }

    @Override
    public Topic topic() {
        return Topic.SAMPLES;
    }
}
