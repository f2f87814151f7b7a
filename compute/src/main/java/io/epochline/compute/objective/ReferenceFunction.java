package io.epochline.compute.objective;

import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A function at a point, by the reference interpreter in f64: slow, and exact enough to measure others by. */
public final class ReferenceFunction implements Derivatives {

    private final FunctionGraphs graphs;
    private final double[] theta;

    public ReferenceFunction(ScalarFunction function, double... theta) {
        this.graphs = new FunctionGraphs(function);
        this.theta = theta.clone();
    }

    public double value() {
        return run(graphs.gradient(), FunctionGraphs.VALUE)[0];
    }

    public double[] gradient() {
        return run(graphs.gradient(), FunctionGraphs.GRADIENT);
    }

    @Override
    public int size() {
        return theta.length;
    }

    @Override
    public LinearOperator hessian() {
        return product(graphs.hessian());
    }

    @Override
    public Optional<Jacobian> residuals() {
        return jacobian(graphs.function()::residuals);
    }

    @Override
    public Optional<Jacobian> losses() {
        return jacobian(graphs.function()::losses);
    }

    private Optional<Jacobian> jacobian(FunctionGraphs.TermsOf terms) {
        return graphs.pullback(terms).map(pullback -> new Jacobian(product(pullback.graph()), pullback.weights()));
    }

    private LinearOperator product(Graph graph) {
        return vector -> run(graph, FunctionGraphs.PRODUCT, vector);
    }

    private double[] run(Graph graph, String output, double... vector) {
        Map<String, Tensor> feeds = new HashMap<>();
        for (Map.Entry<String, Value> input : graph.inputs().entrySet()) {
            double[] values = input.getKey().equals(FunctionGraphs.THETA) ? theta : vector;
            feeds.put(input.getKey(), new Tensor(input.getValue().type(), values));
        }
        return Interpreter.run(graph, feeds).get(output).values().clone();
    }
}
