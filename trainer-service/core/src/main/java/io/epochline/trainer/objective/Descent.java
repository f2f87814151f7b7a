package io.epochline.trainer.objective;

import io.epochline.compute.objective.CompiledFunction;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Updater;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.ObjectiveJob.Acceptance;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.trainer.UpdateRule;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where θ is, and how it moves. */
final class Descent implements AutoCloseable {

    /**
     * What a step came to.
     *
     * @param loss before it
     * @param gradNorm before it and before clipping
     * @param stepNorm the Euclidean norm of the change of θ; 0 where the step was not accepted
     * @param lr the learning rate, of which a preconditioned descent multiplies those of the single elements
     */
    record Step(double loss, double gradNorm, double stepNorm, double lr, boolean accepted) {}

    /** A point where the function is known. */
    private record Point(float[] theta, float[] gradient, double loss, double gradNorm) {}

    private final CompiledFunction function;
    private final Updater updater;
    private final Clipping clipping;
    private final double lr;
    private final Acceptance acceptance;
    private final Preconditioning preconditioning;
    private long steps;
    private double shortening = 1;
    private boolean evaluated;
    private double loss;
    private double gradNorm;

    Descent(PreparedObjective prepared) {
        ObjectiveJob job = prepared.job();
        this.function = new CompiledFunction(prepared.opened().function());
        this.updater = UpdateRule.optimizer(job.optimizer(), prepared.size()).start(prepared.size());
        this.clipping = UpdateRule.clipping(job.clipNorm(), job.clipValue());
        this.lr = job.optimizer().lr();
        this.acceptance = job.acceptance();
        this.preconditioning = job.optimizer() instanceof OptimizerSpec.Preconditioned spec
                ? new Preconditioning(spec, function, prepared.scale(), job.seed())
                : null;
        function.theta().put(0, prepared.start());
    }

    /** How many steps were taken. */
    long steps() {
        return steps;
    }

    /** The value at θ. */
    double loss() {
        evaluate();
        return loss;
    }

    /** The norm of the gradient at θ. */
    double gradNorm() {
        evaluate();
        return gradNorm;
    }

    boolean isFinite() {
        return Double.isFinite(loss()) && Double.isFinite(gradNorm());
    }

    /** Whether steps have become too short to go on with. */
    boolean stuck() {
        return acceptance != null && shortening < acceptance.least();
    }

    FloatBuffer theta() {
        return function.theta().asReadOnlyBuffer();
    }

    /** At θ, once its value is known. */
    FloatBuffer gradient() {
        return function.gradient().asReadOnlyBuffer();
    }

    Optional<Preconditioning> preconditioning() {
        return Optional.ofNullable(preconditioning);
    }

    /** The learning rates of the single elements, {@code f32[size]}, of a preconditioned descent. */
    float[] rates() {
        return updater.moments().get(0);
    }

    /** Renews the learning rates before a step where that is due. @return whether it was */
    boolean prepare() {
        evaluate();
        return preconditioning != null && preconditioning.before(steps, function.gradient(), rates());
    }

    /**
     * Takes a step, after {@link #prepare}.
     *
     * @param factor of the schedule
     */
    Step step(double factor) {
        evaluate();
        Step taken = acceptance == null ? move(factor) : attempt(factor);
        steps++;
        return taken;
    }

    private Step move(double factor) {
        double stepNorm = update(factor);
        evaluated = false;
        return new Step(loss, gradNorm, stepNorm, lr * factor, true);
    }

    private Step attempt(double factor) {
        Point before = new Point(copy(function.theta()), copy(function.gradient()), loss, gradNorm);
        double rate = factor * shortening;
        double stepNorm = update(rate);
        evaluated = false;
        boolean accepted = false;
        try {
            accepted = leadsDown(before);
        } finally {
            if (!accepted) {
                putBack(before);
            }
        }
        shortening = accepted ? Math.min(1, shortening * acceptance.grow()) : shortening * acceptance.shrink();
        return new Step(before.loss, before.gradNorm, accepted ? stepNorm : 0, lr * rate, accepted);
    }

    /** A value that is not finite does not. */
    private boolean leadsDown(Point before) {
        double promised = 0;
        for (int i = 0; i < before.theta.length; i++) {
            promised += (double) before.gradient[i]
                    * (before.theta[i] - function.theta().get(i));
        }
        return isFinite() && loss <= before.loss - acceptance.decrease() * promised;
    }

    private void putBack(Point point) {
        function.theta().put(0, point.theta);
        function.gradient().put(0, point.gradient);
        loss = point.loss;
        gradNorm = point.gradNorm;
        evaluated = true;
    }

    /** @param factor of the optimizer's own learning rate */
    private double update(double factor) {
        double rate = preconditioning == null ? lr * factor : factor;
        return updater.update(function.theta(), function.gradient(), rate, steps + 1, clipping, gradNorm);
    }

    private void evaluate() {
        if (!evaluated) {
            loss = function.evaluate();
            gradNorm = updater.norm(function.gradient());
            evaluated = true;
        }
    }

    void interrupt() {
        function.interrupt();
    }

    void proceed() {
        function.proceed();
    }

    DescentState snapshot() {
        List<float[]> moments = new ArrayList<>();
        updater.moments().forEach(moment -> moments.add(moment.clone()));
        return new DescentState(
                steps,
                shortening,
                copy(function.theta()),
                moments,
                preconditioning == null ? Map.of() : preconditioning.snapshot());
    }

    void restore(DescentState state) {
        steps = state.steps();
        shortening = state.shortening();
        function.theta().put(0, state.theta());
        for (int i = 0; i < state.moments().size(); i++) {
            float[] moment = state.moments().get(i);
            System.arraycopy(moment, 0, updater.moments().get(i), 0, moment.length);
        }
        if (preconditioning != null) {
            preconditioning.restore(state.preconditioning());
        }
        evaluated = false;
    }

    @Override
    public void close() {
        function.close();
    }

    private static float[] copy(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
