package io.epochline.trainer.objective;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.recording.Columns;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is kept of the epoch that goes on: its part of the trace, and of the artifacts that the job asks for. */
final class Recording {

    private static final String TRACE = "trace";

    private final int every;
    private final boolean flags;
    private final Columns trace = new Columns();
    private final Map<Recorded, Columns> parts = new EnumMap<>(Recorded.class);
    private boolean renewed;

    /**
     * @param every how many steps lie between two whose vectors are kept
     * @param flags whether steps may be refused
     */
    Recording(Collection<Recorded> artifacts, int every, boolean flags) {
        this.every = every;
        this.flags = flags;
        artifacts.forEach(artifact -> parts.put(artifact, new Columns()));
    }

    /**
     * Keeps the point from which a step is about to be taken; told again of the same step, it has that already.
     *
     * @param rates whether learning rates were renewed for the step
     */
    void before(Descent descent, boolean rates) {
        renewed |= rates;
        long step = descent.steps();
        if (step % every != 0 || hasTheta(step)) {
            return;
        }
        keepTheta(descent);
        if (parts.containsKey(Recorded.GRADS)) {
            parts.get(Recorded.GRADS).count("step", step);
            parts.get(Recorded.GRADS).row("gradient", copy(descent.gradient()));
        }
        if (renewed) {
            descent.preconditioning().ifPresent(preconditioning -> keep(step, preconditioning, descent.rates()));
        }
        renewed = false;
    }

    void after(Descent descent, Descent.Step step) {
        trace.add("loss", step.loss());
        trace.add("grad_norm", step.gradNorm());
        trace.add("step_norm", step.stepNorm());
        trace.add("lr", step.lr());
        if (flags) {
            trace.flag("accepted", step.accepted());
        }
        Columns lines = parts.get(Recorded.DIAG_STEPS);
        if (lines != null && (descent.steps() - 1) % every == 0) {
            lines.count("step", descent.steps() - 1);
            lines.add("loss", step.loss());
            lines.add("grad_norm", step.gradNorm());
            lines.add("step_norm", step.stepNorm());
            lines.add("lr", step.lr());
            lines.flag("accepted", step.accepted());
        }
    }

    /** Keeps the point that the run has come to. */
    void end(Descent descent) {
        if (!hasTheta(descent.steps())) {
            keepTheta(descent);
        }
    }

    private boolean hasTheta(long step) {
        return trace.rows("theta_step") > 0 && trace.last("theta_step") == step;
    }

    private void keepTheta(Descent descent) {
        trace.count("theta_step", descent.steps());
        trace.row("theta", copy(descent.theta()));
    }

    /** Whether any step was taken since the last epoch was over. */
    boolean hasSteps() {
        return trace.rows("loss") > 0;
    }

    Columns trace() {
        return trace;
    }

    Map<Recorded, Columns> parts() {
        return parts;
    }

    /** The epoch is over. */
    void clear() {
        trace.clear();
        parts.values().forEach(Columns::clear);
    }

    /** All of it, each array under the name of its artifact and its own. */
    Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        trace.arrays().forEach((name, array) -> arrays.put(TRACE + "." + name, array));
        parts.forEach((artifact, part) ->
                part.arrays().forEach((name, array) -> arrays.put(artifact.label() + "." + name, array)));
        arrays.put("renewed", NpyArray.of(new boolean[] {renewed}, 1));
        return arrays;
    }

    void restore(Map<String, NpyArray> arrays) {
        trace.append(Columns.below(TRACE + ".", arrays));
        parts.forEach((artifact, part) -> part.append(Columns.below(artifact.label() + ".", arrays)));
        renewed = arrays.get("renewed").booleans()[0];
    }

    private void keep(long step, Preconditioning preconditioning, float[] rates) {
        Columns curvature = parts.get(Recorded.CURVATURE);
        if (curvature != null) {
            DiagonalEstimate estimate = preconditioning.estimate();
            curvature.count("step", step);
            curvature.count("negatives", estimate.negatives());
            curvature.count("products", estimate.products());
            curvature.row("estimate", estimate.diagonal());
            curvature.row("standard_error", estimate.standardError());
            curvature.row("curvature", preconditioning.curvature());
        }
        Columns precond = parts.get(Recorded.PRECOND);
        if (precond != null) {
            precond.count("step", step);
            precond.row("lr", rates);
        }
    }

    private static float[] copy(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
