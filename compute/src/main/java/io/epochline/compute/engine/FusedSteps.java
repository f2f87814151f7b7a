package io.epochline.compute.engine;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.network.NoiseSpec;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph computes loss and gradients, from the flat parameters into a flat gradient, and one loop of the optimizer goes
 * over both in place. Nothing is copied: the way for a processor, whose memory both share.
 */
final class FusedSteps implements StepPath {

    private final EngineGraphs graphs;
    private final Execution execution;
    private final Clipping clipping;
    private final List<NoiseSpec> noises;
    private final Noise noise;
    private final Carried carried;
    private final FloatBuffer gradient;
    private final FloatBuffer nextState;
    private final FloatBuffer lossScale = Buffers.floats(1);
    private final Programs programs;

    FusedSteps(
            EngineSpec spec, EngineGraphs graphs, List<NoiseSpec> noises, Carried carried, Interruption interruption) {
        this.graphs = graphs;
        this.execution = spec.execution();
        this.clipping = spec.clipping();
        this.noises = noises;
        this.noise = new Noise(spec.seed());
        this.carried = carried;
        this.programs = new Programs(this::compile, interruption);
        this.gradient = Buffers.floats(carried.parameters().size());
        this.nextState = Buffers.floats(carried.states().size());
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate) {
        Program program = programs.of(batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.fillNoise(noise, carried.steps());
        double gradNorm = differentiate(program, batch);
        double loss = program.scalar();
        if (!Double.isFinite(loss) || !Double.isFinite(gradNorm)) {
            return new StepResult(loss, gradNorm, 0);
        }
        carried.count(1);
        carried.modelState().put(0, nextState, 0, carried.states().size());
        double stepNorm =
                carried.updater().update(carried.theta(), gradient, learningRate, carried.steps(), clipping, gradNorm);
        return new StepResult(loss, gradNorm, stepNorm);
    }

    /** Computes loss and gradient, at a smaller scale if the gradient overflows. @return its norm */
    private double differentiate(Program program, int batch) {
        LossScale scale = carried.lossScale();
        double before = scale.value();
        while (true) {
            lossScale.put(0, (float) scale.value());
            programs.run(batch);
            double norm = carried.updater().norm(gradient);
            if (Double.isFinite(norm)) {
                return norm;
            }
            if (!Double.isFinite(program.scalar()) || !scale.halve()) {
                scale.restore(before);
                return norm;
            }
        }
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
    public void close() {
        programs.close();
    }

    private Program compile(int batch) {
        Graph graph = graphs.step(batch);
        Program program =
                new Program(graph, CompiledGraph.compile(graph, execution.device(), execution.precision()), noises);
        carried.parameters().slices(carried.theta(), "").forEach(program::input);
        if (execution.scalesLoss()) {
            program.input(EngineGraphs.LOSS_SCALE, lossScale);
        }
        carried.states().slices(carried.modelState(), "").forEach(program::input);
        carried.parameters().slices(gradient, EngineGraphs.GRADIENT).forEach(program::output);
        carried.states().slices(nextState, EngineGraphs.NEXT).forEach(program::output);
        return program;
    }
}
