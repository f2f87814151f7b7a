package io.epochline.trainer.objective;

import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.compute.curvature.Hutchinson;
import io.epochline.compute.curvature.RateRule;
import io.epochline.compute.curvature.SquaredGradients;
import io.epochline.compute.curvature.SquaredJacobian;
import io.epochline.compute.objective.Derivatives;
import io.epochline.compute.objective.Derivatives.Jacobian;
import io.epochline.events.spec.CurvatureSpec;
import io.epochline.events.spec.OptimizerSpec.Preconditioned;
import io.epochline.trainer.data.Seeds;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The learning rates of a preconditioned descent: curvature estimated when it is due, blended with what was there before,
 * and made into rates. What is drawn depends on the seed and the number of the step alone.
 */
final class Preconditioning {

    private final Preconditioned spec;
    private final RateRule rule;
    private final Derivatives derivatives;
    private final double[] scale;
    private final long seed;
    private final Map<CurvatureSpec.SquaredGradients, SquaredGradients> running = new LinkedHashMap<>();
    private DiagonalEstimate estimate;
    private double[] curvature;
    private long prepared = -1;

    Preconditioning(Preconditioned spec, Derivatives derivatives, double[] scale, long seed) {
        this.spec = spec;
        this.rule = new RateRule(
                spec.lr(),
                spec.power(),
                spec.damping(),
                spec.floor(),
                RateRule.Negative.valueOf(spec.negative().name()),
                spec.minLr(),
                spec.maxLr() == null ? Double.POSITIVE_INFINITY : spec.maxLr());
        this.derivatives = derivatives;
        this.scale = scale;
        this.seed = seed;
        follow(spec.curvature());
    }

    /**
     * Hears of a step that is about to be taken. It may be told again of one that was interrupted.
     *
     * @param step how many were taken before
     * @param rates the learning rates, {@code f32[size]}, written where they are renewed
     * @return whether they were
     * @throws io.epochline.compute.ComputeException if the curvature is not finite, or a rate would be infinite
     */
    boolean before(long step, FloatBuffer gradient, float[] rates) {
        if (step == prepared) {
            return false;
        }
        running.values().stream().filter(mean -> mean.count() == step).forEach(mean -> mean.add(gradient));
        boolean due = curvature == null || spec.refreshSteps() > 0 && step % spec.refreshSteps() == 0;
        if (due) {
            estimate = estimate(spec.curvature(), Seeds.stream(seed, step));
            curvature = blended(estimate.diagonal());
            double[] renewed = rule.rates(curvature, scale);
            for (int i = 0; i < rates.length; i++) {
                rates[i] = (float) renewed[i];
            }
        }
        prepared = step;
        return due;
    }

    /** As it was last estimated, before blending. */
    DiagonalEstimate estimate() {
        return estimate;
    }

    /** What the rates are made of, {@code f64[size]}. */
    double[] curvature() {
        return curvature;
    }

    /** All that cannot be worked out again, by name. */
    Map<String, double[]> snapshot() {
        Map<String, double[]> state = new LinkedHashMap<>();
        state.put("prepared", new double[] {prepared});
        if (curvature != null) {
            state.put("curvature", curvature);
            state.put("estimate", estimate.diagonal());
            state.put("standard_error", estimate.standardError());
            state.put("products", new double[] {estimate.products()});
        }
        int number = 0;
        for (SquaredGradients mean : running.values()) {
            state.put("squares_" + number, mean.mean());
            state.put("squares_count_" + number++, new double[] {mean.count()});
        }
        return state;
    }

    void restore(Map<String, double[]> state) {
        prepared = (long) state.get("prepared")[0];
        if (state.containsKey("curvature")) {
            curvature = state.get("curvature");
            estimate = new DiagonalEstimate(
                    state.get("estimate"), state.get("standard_error"), (int) state.get("products")[0]);
        }
        int number = 0;
        for (CurvatureSpec.SquaredGradients source : running.keySet()) {
            double[] mean = state.get("squares_" + number);
            long count = (long) state.get("squares_count_" + number++)[0];
            running.put(source, new SquaredGradients(source.beta(), mean, count));
        }
    }

    private void follow(CurvatureSpec source) {
        switch (source) {
            case CurvatureSpec.SquaredGradients squares ->
                running.put(squares, new SquaredGradients(squares.beta(), scale.length));
            case CurvatureSpec.Blend(var weight, var first, var second) -> {
                follow(first);
                follow(second);
            }
            case CurvatureSpec.EmpiricalFisher fisher -> {}
            case CurvatureSpec.GaussNewton gaussNewton -> {}
            case CurvatureSpec.Hutchinson hutchinson -> {}
        }
    }

    private DiagonalEstimate estimate(CurvatureSpec source, RandomGenerator random) {
        return switch (source) {
            case CurvatureSpec.Hutchinson(var probes) ->
                Hutchinson.diagonal(derivatives.hessian(), derivatives.size(), probes, random);
            case CurvatureSpec.SquaredGradients squares -> running.get(squares).diagonal();
            case CurvatureSpec.EmpiricalFisher(var probes) ->
                squares(derivatives.losses().orElseThrow(), probes, random);
            case CurvatureSpec.GaussNewton(var probes) ->
                squares(derivatives.residuals().orElseThrow(), probes, random);
            case CurvatureSpec.Blend(var weight, var first, var second) ->
                DiagonalEstimate.blend(weight, estimate(first, random), estimate(second, random));
        };
    }

    private DiagonalEstimate squares(Jacobian rows, int probes, RandomGenerator random) {
        return probes == 0
                ? SquaredJacobian.exact(rows.transposed(), rows.weights())
                : SquaredJacobian.sampled(rows.transposed(), derivatives.size(), probes, random, rows.weights());
    }

    private double[] blended(double... fresh) {
        double[] blended = fresh.clone();
        for (int i = 0; curvature != null && i < blended.length; i++) {
            blended[i] = spec.keep() * curvature[i] + (1 - spec.keep()) * fresh[i];
        }
        return blended;
    }
}
