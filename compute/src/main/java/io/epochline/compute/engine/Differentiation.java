package io.epochline.compute.engine;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.network.NoiseSpec;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.List;

/** The loss of a batch with its gradient, one flat buffer on the host, at the parameters as they are. Changes none. */
final class Differentiation implements AutoCloseable {

    private final EngineGraphs graphs;
    private final Execution execution;
    private final List<NoiseSpec> noises;
    private final Noise noise;
    private final Carried carried;
    private final FloatBuffer gradient;
    private final FloatBuffer nextState;
    private final FloatBuffer lossScale = Buffers.floats(1);
    private final Programs programs;

    Differentiation(
            EngineSpec spec, EngineGraphs graphs, List<NoiseSpec> noises, Carried carried, Interruption interruption) {
        this.graphs = graphs;
        this.execution = spec.execution();
        this.noises = noises;
        this.noise = new Noise(spec.seed());
        this.carried = carried;
        this.programs = new Programs(this::compile, interruption);
        this.gradient = Buffers.floats(carried.parameters().size());
        this.nextState = Buffers.floats(carried.states().size());
    }

    /** @param gradNorm the Euclidean norm of the gradient */
    record Result(double loss, double gradNorm) {

        boolean isFinite() {
            return Double.isFinite(loss) && Double.isFinite(gradNorm);
        }
    }

    /** Of the batch that the next step is taken on, at a smaller scale of the loss if the gradient overflows. */
    Result of(FloatBuffer x, FloatBuffer target, int batch) {
        Program program = programs.of(batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.fillNoise(noise, carried.steps());
        LossScale scale = carried.lossScale();
        double before = scale.value();
        while (true) {
            lossScale.put(0, (float) scale.value());
            programs.run(batch);
            Result found = new Result(program.scalar(), carried.updater().norm(gradient));
            if (Double.isFinite(found.gradNorm())) {
                return found;
            }
            if (!Double.isFinite(found.loss()) || !scale.halve()) {
                scale.restore(before);
                return found;
            }
        }
    }

    /** The last one, {@code f32[parameters]}. */
    FloatBuffer gradient() {
        return gradient;
    }

    /** What each state is after the last batch, {@code f32[states]}. */
    FloatBuffer nextState() {
        return nextState;
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
