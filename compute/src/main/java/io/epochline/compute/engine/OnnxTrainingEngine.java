package io.epochline.compute.engine;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.onnx.BatchedGraph;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.optim.Updater;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains with ONNX Runtime. The parameters are one flat buffer that every graph reads in place, gradients are written
 * into another, and the optimizer goes over both in one loop. Each batch size has a graph of its own, compiled when it is
 * first seen.
 */
public final class OnnxTrainingEngine implements TrainingEngine {

    private final EngineSpec spec;
    private final EngineGraphs graphs;
    private final IndexMap indexMap;
    private final FloatBuffer theta;
    private final FloatBuffer gradient;
    private final Updater updater;
    private final Noise noise;
    private final Map<Integer, Program> training = new HashMap<>();
    private final Map<Integer, Program> evaluation = new HashMap<>();
    private double learningRate;
    private long steps;

    private OnnxTrainingEngine(EngineSpec spec, NetworkPlan plan) {
        this.spec = spec;
        this.graphs = new EngineGraphs(spec);
        this.indexMap = IndexMap.of(plan);
        this.theta = Buffers.floats(indexMap.size());
        this.gradient = Buffers.floats(indexMap.size());
        this.updater = spec.optimizer().start(indexMap.size());
        this.noise = new Noise(spec.seed());
        this.learningRate = spec.optimizer().learningRate();
        plan.initialise(spec.seed(), theta.duplicate());
    }

    /**
     * An engine at its first parameters, which depend on the seed alone.
     *
     * @throws io.epochline.compute.ComputeException if network, loss, input and target do not fit together
     */
    public static OnnxTrainingEngine open(EngineSpec spec) {
        NetworkPlan plan = spec.network().plan(spec.input());
        if (!plan.output().equals(spec.target())) {
            throw EngineException.predictionShape(plan.output(), spec.target());
        }
        OnnxTrainingEngine engine = new OnnxTrainingEngine(spec, plan);
        engine.graphs.check();
        return engine;
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch) {
        Program program = program(training, batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.fillNoise(noise, steps);
        program.run();
        double loss = program.scalar();
        double gradNorm = updater.norm(gradient);
        if (!Double.isFinite(loss) || !Double.isFinite(gradNorm)) {
            return new StepResult(loss, gradNorm, 0);
        }
        steps++;
        double stepNorm = updater.update(theta, gradient, learningRate, steps, spec.clipping(), gradNorm);
        return new StepResult(loss, gradNorm, stepNorm);
    }

    @Override
    public double evaluate(FloatBuffer x, FloatBuffer target, int batch, FloatBuffer predictions) {
        Program program = program(evaluation, batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.output(EngineGraphs.PREDICTION, predictions);
        program.run();
        return program.scalar();
    }

    @Override
    public void learningRate(double learningRate) {
        if (!(learningRate >= 0) || !Double.isFinite(learningRate)) {
            throw EngineException.learningRate(learningRate);
        }
        this.learningRate = learningRate;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public FloatBuffer theta() {
        return theta.asReadOnlyBuffer();
    }

    @Override
    public IndexMap indexMap() {
        return indexMap;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public EngineState snapshot() {
        float[] values = new float[indexMap.size()];
        theta.get(0, values);
        return new EngineState(
                values, updater.moments().stream().map(float[]::clone).toList(), steps, learningRate);
    }

    @Override
    public void restore(EngineState state) {
        requireSame("parameters", indexMap.size(), state.theta().length);
        List<float[]> moments = updater.moments();
        requireSame("moments", moments.size(), state.optimizerState().size());
        for (float[] moment : state.optimizerState()) {
            requireSame("values in a moment", indexMap.size(), moment.length);
        }
        learningRate(state.learningRate());
        theta.put(0, state.theta());
        for (int i = 0; i < moments.size(); i++) {
            System.arraycopy(state.optimizerState().get(i), 0, moments.get(i), 0, indexMap.size());
        }
        steps = state.steps();
    }

    @Override
    public byte[] exportModel() {
        return OnnxWriter.write(BatchedGraph.of(graphs::prediction), slices(theta, ""));
    }

    @Override
    public void close() {
        List<Program> programs = new ArrayList<>(training.values());
        programs.addAll(evaluation.values());
        programs.forEach(Program::close);
        training.clear();
        evaluation.clear();
    }

    private Program program(Map<Integer, Program> programs, int batch) {
        if (batch < 1) {
            throw EngineException.emptyBatch(batch);
        }
        return programs.computeIfAbsent(batch, size -> compile(programs == training, size));
    }

    private Program compile(boolean train, int batch) {
        Graph graph = train ? graphs.step(batch) : graphs.evaluation(batch);
        Program program = new Program(graph, CompiledGraph.compile(graph, spec.device()));
        slices(theta, "").forEach(program::input);
        if (train) {
            slices(gradient, EngineGraphs.GRADIENT).forEach(program::output);
        }
        return program;
    }

    private Map<String, FloatBuffer> slices(FloatBuffer flat, String prefix) {
        Map<String, FloatBuffer> slices = new HashMap<>();
        for (IndexMap.Entry entry : indexMap.entries()) {
            slices.put(
                    prefix + entry.name(),
                    flat.slice(entry.offset(), entry.shape().size()));
        }
        return slices;
    }

    private static void requireSame(String part, int expected, int found) {
        if (expected != found) {
            throw EngineException.otherRun(part, expected, found);
        }
    }
}
