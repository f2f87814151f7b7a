package io.epochline.compute.objective;

import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function that ONNX Runtime evaluates, in f32, at the θ that lies in its buffer. What derivatives need is compiled when
 * they are first asked for. Not safe for use by several threads, but for {@link #interrupt}.
 */
public final class CompiledFunction implements Derivatives, AutoCloseable {

    private final FunctionGraphs graphs;
    private final FloatBuffer theta;
    private final FloatBuffer gradient;
    private final FloatBuffer value = Buffers.floats(1);
    private final Interruption interruption = new Interruption();
    private final List<Runnable> closings = new ArrayList<>();
    private final Map<String, Optional<Jacobian>> jacobians = new HashMap<>();
    private final Binding evaluation;
    private LinearOperator hessian;

    /** @throws io.epochline.compute.ComputeException if the function cannot be built or compiled */
    public CompiledFunction(ScalarFunction function) {
        this.graphs = new FunctionGraphs(function);
        this.theta = Buffers.floats(function.size());
        this.gradient = Buffers.floats(function.size());
        this.evaluation = bind(graphs.gradient());
        evaluation.output(FunctionGraphs.VALUE, value);
        evaluation.output(FunctionGraphs.GRADIENT, gradient);
    }

    /** The point, {@code f32[size]}: write it, then evaluate. */
    public FloatBuffer theta() {
        return theta;
    }

    /** The gradient where the function was last evaluated, {@code f32[size]}. */
    public FloatBuffer gradient() {
        return gradient;
    }

    /**
     * The value at θ; the gradient is written.
     *
     * @throws io.epochline.compute.runtime.InterruptedRun if it is interrupted
     */
    public double evaluate() {
        evaluation.run(interruption);
        return value.get(0);
    }

    @Override
    public int size() {
        return theta.capacity();
    }

    @Override
    public LinearOperator hessian() {
        if (hessian == null) {
            hessian = multiplication(graphs.hessian(), size());
        }
        return hessian;
    }

    @Override
    public Optional<Jacobian> residuals() {
        return jacobians.computeIfAbsent("residuals", name -> jacobian(graphs.function()::residuals));
    }

    @Override
    public Optional<Jacobian> losses() {
        return jacobians.computeIfAbsent("losses", name -> jacobian(graphs.function()::losses));
    }

    /** Ends the evaluation that is going on, and all that come before {@link #proceed}. From any thread. */
    public void interrupt() {
        interruption.request();
    }

    public void proceed() {
        interruption.withdraw();
    }

    @Override
    public void close() {
        closings.reversed().forEach(Runnable::run);
        closings.clear();
        interruption.close();
    }

    private Optional<Jacobian> jacobian(FunctionGraphs.TermsOf terms) {
        return graphs.pullback(terms)
                .map(pullback ->
                        new Jacobian(multiplication(pullback.graph(), pullback.weights().length), pullback.weights()));
    }

    private Multiplication multiplication(Graph graph, int size) {
        Binding binding = bind(graph);
        FloatBuffer vector = Buffers.floats(size);
        FloatBuffer result = Buffers.floats(size());
        binding.input(FunctionGraphs.VECTOR, vector);
        binding.output(FunctionGraphs.PRODUCT, result);
        return new Multiplication(binding, interruption, vector, result);
    }

    private Binding bind(Graph graph) {
        CompiledGraph compiled = CompiledGraph.compile(graph);
        closings.add(compiled::close);
        Binding binding = compiled.bind();
        closings.add(binding::close);
        binding.input(FunctionGraphs.THETA, theta);
        return binding;
    }
}
