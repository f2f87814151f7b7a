package io.epochline.compute.engine;

import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.optim.Updater;
import io.epochline.compute.runtime.Buffers;
import java.nio.FloatBuffer;
import java.util.List;

/** What a training run carries from step to step, on the host. */
final class Carried {

    private final IndexMap parameters;
    private final IndexMap states;
    private final FloatBuffer theta;
    private final FloatBuffer modelState;
    private final Updater updater;
    private final LossScale lossScale;
    private long steps;

    /** At the start of a run. */
    Carried(EngineSpec spec, NetworkPlan plan) {
        this.parameters = IndexMap.ofParameters(plan);
        this.states = IndexMap.ofStates(plan);
        this.theta = Buffers.floats(parameters.size());
        this.modelState = Buffers.floats(states.size());
        this.updater = spec.optimizer().start(parameters.size());
        this.lossScale = new LossScale(spec.execution().scalesLoss());
        plan.initialise(spec.seed(), theta.duplicate());
        plan.initialiseStates(modelState.duplicate());
    }

    IndexMap parameters() {
        return parameters;
    }

    IndexMap states() {
        return states;
    }

    FloatBuffer theta() {
        return theta;
    }

    FloatBuffer modelState() {
        return modelState;
    }

    Updater updater() {
        return updater;
    }

    LossScale lossScale() {
        return lossScale;
    }

    /** How many steps have been taken. */
    long steps() {
        return steps;
    }

    void count(long taken) {
        for (long i = 0; i < taken; i++) {
            lossScale.taken(++steps);
        }
    }

    EngineState snapshot(double learningRate) {
        List<float[]> moments = updater.moments().stream().map(float[]::clone).toList();
        return new EngineState(copy(theta), copy(modelState), moments, steps, learningRate, lossScale.value());
    }

    /** Refuses a snapshot of another network or optimizer, and stays as it is. */
    void restore(EngineState state) {
        requireSame("parameters", parameters.size(), state.theta().length);
        requireSame("numbers of model state", states.size(), state.modelState().length);
        List<float[]> moments = updater.moments();
        requireSame("moments", moments.size(), state.optimizerState().size());
        for (float[] moment : state.optimizerState()) {
            requireSame("values in a moment", parameters.size(), moment.length);
        }
        theta.put(0, state.theta());
        modelState.put(0, state.modelState());
        for (int i = 0; i < moments.size(); i++) {
            System.arraycopy(state.optimizerState().get(i), 0, moments.get(i), 0, parameters.size());
        }
        lossScale.restore(state.lossScale());
        steps = state.steps();
    }

    private static float[] copy(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }

    private static void requireSame(String part, int expected, int found) {
        if (expected != found) {
            throw EngineException.otherRun(part, expected, found);
        }
    }
}
