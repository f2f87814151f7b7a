package io.epochline.compute.objective;

import io.epochline.compute.engine.IndexMap;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The negative log posterior of a regression, up to a constant: a loss for each row of the data, {@code 1/2 ((y - z) /
 * noise)^2} where y is a number and {@code log(1 + exp(z)) - y z} where it is a class 0 or 1, with {@code z = intercept + x
 * weights}, and {@code 1/2 (theta / prior)^2} for normal priors on the intercept and all weights.
 *
 * @param x {@code f64[rows * features]}, row-major, in columns of about unit scale
 * @param y {@code f64[rows]}
 * @param likelihood how y comes from z
 * @param prior the deviation of the priors, above 0
 */
public record Regression(double[] x, double[] y, Likelihood likelihood, double prior) implements ScalarFunction {

    /** How targets come about. */
    public sealed interface Likelihood {

        /** Normal around z. */
        record Normal(double noise) implements Likelihood {
            public Normal {
                FunctionFault.requireAboveZero("noise", noise);
            }
        }

        /** 1 with a probability of {@code 1 / (1 + exp(-z))}, else 0. */
        record Bernoulli() implements Likelihood {}
    }

    public Regression {
        FunctionFault.requireFinite("y", y);
        FunctionFault.requireFinite("x", x);
        FunctionFault.requireAboveZero("prior_scale", prior);
        FunctionFault.requireCount("x", x.length / y.length * y.length, x.length);
        if (likelihood instanceof Likelihood.Bernoulli) {
            requireClasses(y);
        }
    }

    @Override
    public int size() {
        return 1 + features();
    }

    @Override
    public IndexMap indexMap() {
        return new IndexMap(List.of(
                new IndexMap.Entry("intercept", 0, Shape.of(1)),
                new IndexMap.Entry("weights", 1, Shape.of(features()))));
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        Value prior = b.multiply(b.sum(b.square(theta)), 0.5 / (prior() * prior()));
        return b.add(b.sum(rowLosses(b, theta)), prior);
    }

    @Override
    public Optional<Terms> losses(GraphBuilder b, Value theta) {
        return Optional.of(new Terms(rowLosses(b, theta), filled(y.length, 1)));
    }

    /** With normal targets those of the rows, and of the prior. */
    @Override
    public Optional<Terms> residuals(GraphBuilder b, Value theta) {
        if (!(likelihood instanceof Likelihood.Normal(double noise))) {
            return Optional.empty();
        }
        Value rows = b.divide(b.subtract(targets(b), predicted(b, theta)), noise);
        Value priors = b.divide(theta, prior);
        return Optional.of(new Terms(b.concat(0, rows, priors), filled(y.length + size(), 1)));
    }

    private Value rowLosses(GraphBuilder b, Value theta) {
        Value z = predicted(b, theta);
        return switch (likelihood) {
            case Likelihood.Normal(double noise) ->
                b.multiply(b.square(b.subtract(targets(b), z)), 0.5 / (noise * noise));
            case Likelihood.Bernoulli() -> b.subtract(b.softplus(z), b.multiply(targets(b), z));
        };
    }

    private Value predicted(GraphBuilder b, Value theta) {
        Value rows = b.constant(Tensor.of(Shape.of(y.length, features()), x));
        Value weights = b.reshape(b.slice(theta, 0, 1, size()), features(), 1);
        return b.add(b.reshape(b.matmul(rows, weights), y.length), b.slice(theta, 0, 0, 1));
    }

    private Value targets(GraphBuilder b) {
        return b.constant(Tensor.of(Shape.of(y.length), y));
    }

    private int features() {
        return x.length / y.length;
    }

    private static double[] filled(int count, double value) {
        double[] filled = new double[count];
        Arrays.fill(filled, value);
        return filled;
    }

    private static void requireClasses(double... y) {
        for (int i = 0; i < y.length; i++) {
            if (y[i] != 0 && y[i] != 1) {
                throw FunctionFault.of("y[" + i + "]", "0 or 1", y[i]);
            }
        }
    }
}
