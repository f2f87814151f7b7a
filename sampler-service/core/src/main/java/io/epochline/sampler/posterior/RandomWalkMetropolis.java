package io.epochline.sampler.posterior;

import io.epochline.events.spec.PosteriorJob;
import io.epochline.sampler.SamplerException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Random-walk Metropolis (Metropolis et al., 1953) over several chains at once.
 *
 * <p>In warm-up the proposal learns its shape from the draws of all chains (Haario et al., 2001) and its scale from their
 * acceptance, towards {@value #TARGET_ACCEPTANCE} (Roberts et al., 1997); after it both stay as they are, so that the
 * chains keep the density. Chains begin at the centre of the density, scattered by the first step size. Each chain has a
 * generator of its own, split from the seed, so its path does not depend on how many others there are until they share
 * what they learn.
 */
final class RandomWalkMetropolis {

    static final double TARGET_ACCEPTANCE = 0.234;
    private static final double LEARNING_DECAY = 0.6;

    private final DensityEvaluator density;
    private final SplittableGenerator[] random;
    private final double[][] positions;
    private final double[][] proposals;
    private final double[] current;
    private final double[] proposed;
    private final ProposalShape shape;
    private double scale;
    private long step;

    RandomWalkMetropolis(LogDensity target, DensityEvaluator density, PosteriorJob job) {
        int dimension = target.dimension();
        SplittableGenerator root = (SplittableGenerator)
                RandomGeneratorFactory.of("L64X128MixRandom").create(job.seed());
        this.density = density;
        this.random =
                IntStream.range(0, job.chains()).mapToObj(i -> root.split()).toArray(SplittableGenerator[]::new);
        this.positions = new double[job.chains()][dimension];
        this.proposals = new double[job.chains()][dimension];
        this.current = new double[job.chains()];
        this.proposed = new double[job.chains()];
        this.shape = new ProposalShape(dimension);
        this.scale = job.stepSize();
        double[] centre = target.centre();
        for (int chain = 0; chain < positions.length; chain++) {
            for (int i = 0; i < dimension; i++) {
                positions[chain][i] = centre[i] + job.stepSize() * random[chain].nextGaussian();
            }
        }
        density.evaluate(positions, current);
        if (Arrays.stream(current).anyMatch(value -> !Double.isFinite(value))) {
            throw SamplerException.invalidJob(
                    "the log density must be finite where chains begin, found: %s. Maybe the data"
                                    .formatted(Arrays.toString(current))
                            + " or the covariance is out of scale.");
        }
    }

    /**
     * One step of every chain. A proposal whose density is not a number is not accepted.
     *
     * @param warmup whether the proposal may still learn
     * @return the share of chains that moved
     */
    double step(boolean warmup) {
        for (int chain = 0; chain < positions.length; chain++) {
            shape.propose(positions[chain], scale, random[chain], proposals[chain]);
        }
        density.evaluate(proposals, proposed);
        int accepted = 0;
        double expected = 0;
        for (int chain = 0; chain < positions.length; chain++) {
            double logRatio = proposed[chain] - current[chain];
            expected += Double.isNaN(logRatio) ? 0 : Math.min(1, Math.exp(logRatio));
            if (accepts(logRatio, random[chain])) {
                System.arraycopy(proposals[chain], 0, positions[chain], 0, positions[chain].length);
                current[chain] = proposed[chain];
                accepted++;
            }
        }
        step++;
        if (warmup) {
            learn(expected / positions.length);
        }
        return (double) accepted / positions.length;
    }

    private static boolean accepts(double logRatio, RandomGenerator random) {
        return Math.log(1 - random.nextDouble()) < logRatio;
    }

    private void learn(double acceptance) {
        scale *= Math.exp((acceptance - TARGET_ACCEPTANCE) * Math.pow(step, -LEARNING_DECAY));
        for (double[] position : positions) {
            shape.observe(position);
        }
        if (shape.refresh()) {
            scale = 2.38 / Math.sqrt(positions[0].length);
        }
    }

    /** {@code [chains][dimension]}; live. */
    double[][] positions() {
        return positions;
    }

    /** {@code [chains]}; live. */
    double[] logDensities() {
        return current;
    }

    double scale() {
        return scale;
    }
}
