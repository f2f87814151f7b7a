package io.epochline.sampler.posterior;

import io.epochline.events.SamplingFinished.ParameterSummary;
import io.epochline.events.spec.PosteriorJob;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One posterior, from its specification to draws and diagnostics. The same job gives the same draws.
 *
 * <pre>{@code
 * Posterior.Draws draws = Posterior.of(job, path -> Files.readString(Path.of(path))).sample(progress -> {}, () -> false);
 * draws.summaries().get("theta[0]").rhat();
 * }</pre>
 */
public final class Posterior {

    private static final int PROGRESS_STEPS = 20;
    private static final int LEAST_FOR_DIAGNOSTICS = 100;

    /**
     * How far the chains are.
     *
     * @param draws done per chain, warm-up included
     * @param acceptance since the warm-up ended, or in the warm-up so far
     * @param maxRhat over the parameters; absent while there are fewer than 100 draws after warm-up
     * @param minEss likewise, the smallest bulk effective sample size
     */
    public record Progress(int draws, int total, double acceptance, Double maxRhat, Double minEss) {}

    /** Told what is done so far. */
    public interface Listener {
        void progressed(Progress progress);
    }

    private final PosteriorJob job;
    private final LogDensity density;

    private Posterior(PosteriorJob job, LogDensity density) {
        this.job = job;
        this.density = density;
    }

    /**
     * @param text reads the file at a path, as the job names it
     * @throws io.epochline.sampler.SamplerException when the target or its data are not valid
     */
    public static Posterior of(PosteriorJob job, Function<String, String> text) {
        LogDensity density =
                switch (job.target()) {
                    case PosteriorJob.Gaussian gaussian -> new GaussianDensity(gaussian);
                    case PosteriorJob.LinearRegression regression ->
                        new LinearRegressionDensity(
                                RegressionTable.read(text.apply(regression.path()), regression),
                                regression.priorScale());
                };
        return new Posterior(job, density);
    }

    /**
     * @param cancelled asked at every step
     * @return the draws so far when cancelled, which may be none
     */
    public Draws sample(Listener listener, BooleanSupplier cancelled) {
        int total = job.warmup() + job.draws();
        int every = Math.max(1, total / PROGRESS_STEPS);
        Draws draws = new Draws(density.variables(), job.chains(), job.draws());
        try (DensityEvaluator evaluator = new DensityEvaluator(density, job.chains())) {
            RandomWalkMetropolis chains = new RandomWalkMetropolis(density, evaluator, job);
            double moved = 0;
            for (int step = 1; step <= total && !cancelled.getAsBoolean(); step++) {
                boolean warmup = step <= job.warmup();
                moved = step == job.warmup() + 1 ? 0 : moved;
                moved += chains.step(warmup);
                double acceptance = moved / (warmup ? step : step - job.warmup());
                if (!warmup) {
                    draws.add(chains.positions(), chains.logDensities(), acceptance);
                }
                if (step % every == 0 && step < total) {
                    listener.progressed(progress(step, total, acceptance, draws));
                }
            }
        }
        return draws;
    }

    private static Progress progress(int step, int total, double acceptance, Draws draws) {
        if (draws.count() < LEAST_FOR_DIAGNOSTICS) {
            return new Progress(step, total, acceptance, null, null);
        }
        Collection<ParameterSummary> summaries = draws.summaries().values();
        return new Progress(
                step,
                total,
                acceptance,
                summaries.stream().mapToDouble(ParameterSummary::rhat).max().orElseThrow(),
                summaries.stream().mapToDouble(ParameterSummary::essBulk).min().orElseThrow());
    }
}
