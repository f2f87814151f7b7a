package io.epochline.compute.engine;

import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.onnx.BatchedGraph;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Trains with ONNX Runtime. The parameters are one flat buffer that evaluation reads in place; {@link Execution} says how
 * steps change it. Each batch size has a graph of its own, compiled when it is first seen.
 *
 * <p>On a processor the same seed and batches give the same bits, on the same machine with the same number of threads.
 */
public final class OnnxTrainingEngine implements TrainingEngine {

    private final EngineSpec spec;
    private final EngineGraphs graphs;
    private final Carried carried;
    private final Interruption interruption = new Interruption();
    private final Differentiation differentiation;
    private final Hessians hessians;
    private final StepPath path;
    private final Programs evaluation = new Programs(this::compile, interruption);
    private double learningRate;

    private OnnxTrainingEngine(EngineSpec spec, NetworkPlan plan) {
        this.spec = spec;
        this.graphs = new EngineGraphs(spec);
        this.carried = new Carried(spec, plan);
        this.differentiation = new Differentiation(spec, graphs, plan.noise(), carried, interruption);
        this.hessians = new Hessians(spec, graphs, plan.noise(), carried, interruption);
        this.path = switch (spec.execution().stepping()) {
            case FUSED -> new FusedSteps(spec, graphs, carried, differentiation);
            case SCAN -> new ScanSteps(spec, graphs, plan.noise(), carried, differentiation, interruption);
        };
        this.learningRate = spec.optimizer().learningRate();
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
        requireExamples(batch);
        return path.step(x, target, batch, learningRate);
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, FloatBuffer gradient) {
        requireExamples(batch);
        if (gradient.remaining() < indexMap().size()) {
            throw EngineException.gradient(indexMap().size(), gradient.remaining());
        }
        return path.step(x, target, batch, learningRate, gradient);
    }

    @Override
    public LinearOperator hessian(FloatBuffer x, FloatBuffer target, int batch) {
        requireExamples(batch);
        return hessians.of(x, target, batch);
    }

    @Override
    public List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates) {
        requireExamples(batch);
        for (double rate : learningRates) {
            requireRate(rate);
        }
        return learningRates.length == 0 ? List.of() : path.steps(x, target, batch, learningRates);
    }

    @Override
    public double evaluate(FloatBuffer x, FloatBuffer target, int batch, FloatBuffer predictions) {
        requireExamples(batch);
        Program program = evaluation.of(batch);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        program.output(EngineGraphs.PREDICTION, predictions);
        evaluation.run(batch);
        return program.scalar();
    }

    @Override
    public void learningRate(double learningRate) {
        requireRate(learningRate);
        this.learningRate = learningRate;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public int stepsAtOnce() {
        return path.stepsAtOnce();
    }

    @Override
    public void interrupt() {
        interruption.request();
    }

    @Override
    public void proceed() {
        interruption.withdraw();
    }

    @Override
    public FloatBuffer theta() {
        return carried.theta().asReadOnlyBuffer();
    }

    @Override
    public FloatBuffer modelState() {
        return carried.modelState().asReadOnlyBuffer();
    }

    @Override
    public IndexMap indexMap() {
        return carried.parameters();
    }

    @Override
    public long steps() {
        return carried.steps();
    }

    @Override
    public EngineState snapshot() {
        return carried.snapshot(learningRate);
    }

    @Override
    public void restore(EngineState state) {
        requireRate(state.learningRate());
        carried.restore(state);
        learningRate = state.learningRate();
    }

    @Override
    public byte[] exportModel() {
        return OnnxWriter.write(BatchedGraph.of(graphs::prediction), values());
    }

    @Override
    public void close() {
        path.close();
        differentiation.close();
        hessians.close();
        interruption.close();
        evaluation.close();
    }

    private Program compile(int batch) {
        Graph graph = graphs.evaluation(batch);
        CompiledGraph compiled = CompiledGraph.compile(
                graph, spec.execution().device(), spec.execution().evaluationPrecision());
        Program program = new Program(graph, compiled, List.of());
        values().forEach(program::input);
        return program;
    }

    /** Parameters and states, by name. */
    private Map<String, FloatBuffer> values() {
        Map<String, FloatBuffer> values = carried.parameters().slices(carried.theta(), "");
        values.putAll(carried.states().slices(carried.modelState(), ""));
        return values;
    }

    private static void requireExamples(int batch) {
        if (batch < 1) {
            throw EngineException.emptyBatch(batch);
        }
    }

    private static void requireRate(double learningRate) {
        if (!(learningRate >= 0) || !Double.isFinite(learningRate)) {
            throw EngineException.learningRate(learningRate);
        }
    }
}
