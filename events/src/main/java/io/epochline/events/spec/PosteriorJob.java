package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.Require;
import java.util.List;

/**
 * One posterior to sample by random-walk Metropolis.
 *
 * @param draws kept per chain, after warm-up
 * @param warmup per chain; the step size adapts in it and is fixed after
 * @param stepSize standard deviation of the first proposals, in units of each parameter
 */
public record PosteriorJob(
        String name, Target target, Integer chains, Integer draws, Integer warmup, Double stepSize, Long seed)
        implements JobSpec {

    /** A log density over named parameters. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "density")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Gaussian.class, name = "gaussian"),
        @JsonSubTypes.Type(value = LinearRegression.class, name = "linear_regression")
    })
    public sealed interface Target {}

    /**
     * A multivariate normal.
     *
     * @param covariance symmetric and positive definite, rows of d numbers
     */
    public record Gaussian(List<Double> mean, List<List<Double>> covariance) implements Target {

        public Gaussian {
            Require.that(mean != null && !mean.isEmpty(), "target.mean", "at least one number", mean);
            Require.that(
                    covariance != null
                            && covariance.size() == mean.size()
                            && covariance.stream().allMatch(row -> row.size() == mean.size()),
                    "target.covariance",
                    "a square matrix as wide as the mean is long",
                    covariance);
        }
    }

    /**
     * Bayesian linear regression of one column of a CSV on the others, all standardised: normal priors of deviation
     * {@code priorScale} on the intercept, the weights and log σ.
     */
    public record LinearRegression(String path, String target, List<String> features, Double priorScale)
            implements Target {

        public LinearRegression {
            Require.text(path, "target.path");
            Require.text(target, "target.target");
            features = features == null ? List.of() : List.copyOf(features);
            priorScale = priorScale == null ? 1.0 : priorScale;
            Require.that(priorScale > 0, "target.prior_scale", "above 0", priorScale);
        }
    }

    public PosteriorJob {
        Require.identifier(name, "name");
        Require.present(target, "target");
        chains = chains == null ? 4 : chains;
        draws = draws == null ? 2000 : draws;
        warmup = warmup == null ? draws / 2 : warmup;
        stepSize = stepSize == null ? 0.1 : stepSize;
        seed = seed == null ? 0L : seed;
        Require.that(chains >= 1 && chains <= 1024, "chains", "between 1 and 1024", chains);
        Require.that(draws >= 4 && draws <= 10_000_000, "draws", "between 4 and 10000000", draws);
        Require.that(warmup >= 0, "warmup", "at least 0", warmup);
        Require.that(stepSize > 0, "step_size", "above 0", stepSize);
    }
}
