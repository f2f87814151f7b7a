package io.epochline.compute.engine;

import io.epochline.compute.optim.Clipping;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph computes loss and gradients, from the flat parameters into a flat gradient, and one loop of the optimizer goes
 * over both in place. Nothing is copied: the way for a processor, whose memory both share.
 */
final class FusedSteps implements StepPath {

    private final EngineGraphs graphs;
    private final Clipping clipping;
    private final Carried carried;
    private final Differentiation differentiation;

    FusedSteps(EngineSpec spec, EngineGraphs graphs, Carried carried, Differentiation differentiation) {
        this.graphs = graphs;
        this.clipping = spec.clipping();
        this.carried = carried;
        this.differentiation = differentiation;
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate) {
        Differentiation.Result found = differentiation.of(x, target, batch);
        if (!found.isFinite()) {
            return new StepResult(found.loss(), found.gradNorm(), 0);
        }
        carried.count(1);
        carried.modelState()
                .put(0, differentiation.nextState(), 0, carried.states().size());
        double stepNorm = carried.updater()
                .update(
                        carried.theta(),
                        differentiation.gradient(),
                        learningRate,
                        carried.steps(),
                        clipping,
                        found.gradNorm());
        return new StepResult(found.loss(), found.gradNorm(), stepNorm);
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate, FloatBuffer gradient) {
        StepResult result = step(x, target, batch, learningRate);
        gradient.put(
                gradient.position(),
                differentiation.gradient(),
                0,
                carried.parameters().size());
        return result;
    }

    @Override
    public List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates) {
        int inputs = graphs.inputSize() * batch;
        int targets = graphs.targetSize() * batch;
        FloatBuffer input = x.duplicate();
        FloatBuffer expected = target.duplicate();
        List<StepResult> results = new ArrayList<>();
        for (double learningRate : learningRates) {
            StepResult result = step(input, expected, batch, learningRate);
            results.add(result);
            if (!result.isFinite()) {
                break;
            }
            input.position(input.position() + inputs);
            expected.position(expected.position() + targets);
        }
        return results;
    }

    @Override
    public int stepsAtOnce() {
        return 1;
    }

    @Override
    public void close() {}
}
