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
    private final NetworkPlan plan;
    private final EngineGraphs graphs;
    private final IndexMap indexMap;
    private final IndexMap stateMap;
    private final FloatBuffer theta;
    private final FloatBuffer modelState;
    private final FloatBuffer nextState;
    private final FloatBuffer gradient;
    private final Updater updater;
    private final Noise noise;
    private final Map<Integer, Program> training = new HashMap<>();
    private final Map<Integer, Program> evaluation = new HashMap<>();
    private double learningRate;
    private long steps;

    private OnnxTrainingEngine(EngineSpec spec, NetworkPlan plan) {
        this.spec = spec;
        this.plan = plan;
        this.graphs = new EngineGraphs(spec);
        this.indexMap = IndexMap.ofParameters(plan);
        this.stateMap = IndexMap.ofStates(plan);
        this.modelState = Buffers.floats(stateMap.size());
        this.nextState = Buffers.floats(stateMap.size());
        this.theta = Buffers.floats(indexMap.size());
        this.gradient = Buffers.floats(indexMap.size());
        this.updater = spec.optimizer().start(indexMap.size());
        this.noise = new Noise(spec.seed());
        this.learningRate = spec.optimizer().learningRate();
        plan.initialise(spec.seed(), theta.duplicate());
        plan.initialiseStates(modelState.duplicate());
    }

    /**
     * An engine at its first parameters, which depend on the seed alone.
     *
     * @throws io.epochline.compute.ComputeException if network, loss, input and target do not fit together
     */
    public static OnnxTrainingEngine open(EngineSpec spec) {
        NetworkPlan plan = spec.model().plan(spec.input());
        if (!spec.loss().head().accepts(plan.output(), spec.target())) {
            throw EngineException.predictionShape(spec.loss(), plan.output(), spec.target());
        }
        if (spec.objective().head() != spec.loss().head()) {
            throw EngineException.otherHead(spec.loss(), spec.objective());
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
        modelState.put(0, nextState, 0, stateMap.size());
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
    public FloatBuffer modelState() {
        return modelState.asReadOnlyBuffer();
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
        return new EngineState(
                copy(theta),
                copy(modelState),
                updater.moments().stream().map(float[]::clone).toList(),
                steps,
                learningRate);
    }

    @Override
    public void restore(EngineState state) {
        requireSame("parameters", indexMap.size(), state.theta().length);
        requireSame("numbers of model state", stateMap.size(), state.modelState().length);
        List<float[]> moments = updater.moments();
        requireSame("moments", moments.size(), state.optimizerState().size());
        for (float[] moment : state.optimizerState()) {
            requireSame("values in a moment", indexMap.size(), moment.length);
        }
        learningRate(state.learningRate());
        theta.put(0, state.theta());
        modelState.put(0, state.modelState());
        for (int i = 0; i < moments.size(); i++) {
            System.arraycopy(state.optimizerState().get(i), 0, moments.get(i), 0, indexMap.size());
        }
        steps = state.steps();
    }

    @Override
    public byte[] exportModel() {
        Map<String, FloatBuffer> stored = indexMap.slices(theta, "");
        stored.putAll(stateMap.slices(modelState, ""));
        return OnnxWriter.write(BatchedGraph.of(graphs::prediction), stored);
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
        Program program = new Program(graph, CompiledGraph.compile(graph, spec.device()), plan.noise());
        indexMap.slices(theta, "").forEach(program::input);
        stateMap.slices(modelState, "").forEach(program::input);
        if (train) {
            indexMap.slices(gradient, EngineGraphs.GRADIENT).forEach(program::output);
            stateMap.slices(nextState, EngineGraphs.NEXT).forEach(program::output);
        }
        return program;
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
