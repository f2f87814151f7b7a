package io.epochline.compute.engine;

import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.network.NoiseSpec;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.List;

/** Second derivatives of a batch's loss, compiled when they are first asked for. */
final class Hessians implements AutoCloseable {

    private final EngineGraphs graphs;
    private final Execution execution;
    private final List<NoiseSpec> noises;
    private final Noise noise;
    private final Carried carried;
    private final Programs programs;
    private FloatBuffer vector;
    private FloatBuffer product;

    Hessians(EngineSpec spec, EngineGraphs graphs, List<NoiseSpec> noises, Carried carried, Interruption interruption) {
        this.graphs = graphs;
        this.execution = spec.execution();
        this.noises = noises;
        this.noise = new Noise(spec.seed());
        this.carried = carried;
        this.programs = new Programs(this::compile, interruption);
    }

    LinearOperator of(FloatBuffer x, FloatBuffer target, int batch) {
        Program program = programs.of(batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.fillNoise(noise, carried.steps());
        return factor -> multiply(batch, factor);
    }

    private double[] multiply(int batch, double... factor) {
        for (int i = 0; i < factor.length; i++) {
            vector.put(i, (float) factor[i]);
        }
        programs.run(batch);
        double[] result = new double[factor.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = product.get(i);
        }
        return result;
    }

    private Program compile(int batch) {
        if (vector == null) {
            vector = Buffers.floats(carried.parameters().size());
            product = Buffers.floats(carried.parameters().size());
        }
        Graph graph = graphs.hessian(batch);
        CompiledGraph compiled = CompiledGraph.compile(graph, execution.device(), execution.evaluationPrecision());
        Program program = new Program(graph, compiled, noises);
        carried.parameters().slices(carried.theta(), "").forEach(program::input);
        carried.states().slices(carried.modelState(), "").forEach(program::input);
        carried.parameters().slices(vector, EngineGraphs.VECTOR).forEach(program::input);
        carried.parameters().slices(product, EngineGraphs.PRODUCT).forEach(program::output);
        return program;
    }

    @Override
    public void close() {
        programs.close();
    }
}
