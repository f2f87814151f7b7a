package io.epochline.sampler.posterior;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * {@code y ~ normal(intercept + x beta, exp(log_sigma))} with independent normal priors of one scale on all parameters.
 * Columns are standardised first, so that parameters are of about unit scale.
 */
final class LinearRegressionDensity implements LogDensity {

    private final RegressionTable table;
    private final double priorScale;

    LinearRegressionDensity(RegressionTable table, double priorScale) {
        this.table = table;
        this.priorScale = priorScale;
    }

    @Override
    public List<Variable> variables() {
        List<String> weights =
                table.features().stream().map("beta[%s]"::formatted).toList();
        return List.of(Variable.scalar("intercept"), new Variable("beta", weights), Variable.scalar("log_sigma"));
    }

    @Override
    public Value apply(GraphBuilder graph, Value positions) {
        int features = table.features().size();
        Value intercept = graph.slice(positions, 1, 0, 1);
        Value beta = graph.slice(positions, 1, 1, 1 + features);
        Value logSigma = graph.slice(positions, 1, 1 + features, 2 + features);

        Value x = graph.constant(Tensor.of(Shape.of(features, table.rows()), table.columns()));
        Value y = graph.constant(Tensor.of(Shape.of(1, table.rows()), table.target()));
        Value predicted = graph.add(graph.matmul(beta, x), intercept);
        Value standardised = graph.divide(graph.subtract(y, predicted), graph.exp(logSigma));
        Value likelihood = graph.subtract(
                graph.multiply(graph.sum(graph.square(standardised), 1), -0.5),
                graph.multiply(graph.sum(logSigma, 1), graph.scalar(table.rows(), logSigma)));
        Value prior = graph.multiply(graph.sum(graph.square(positions), 1), -0.5 / (priorScale * priorScale));
        return graph.add(likelihood, prior);
    }

    @Override
    public double[] centre() {
        return new double[dimension()];
    }
}
