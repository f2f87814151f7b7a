package io.epochline.compute.objective;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * The negative log density of a multivariate normal up to a constant: {@code 1/2 |L^-1 (theta - mean)|^2}, where {@code L
 * L^T} is the covariance.
 *
 * @param mean {@code f64[n]}
 * @param whitening {@code L^-1}, {@code f64[n * n]} row-major
 */
public record Gaussian(double[] mean, double[] whitening) implements ScalarFunction {

    public Gaussian {
        FunctionFault.requireFinite("mean", mean);
        FunctionFault.requireCount("whitening", mean.length * mean.length, whitening.length);
    }

    /**
     * From its covariance.
     *
     * @param covariance {@code f64[n][n]}, symmetric and positive definite
     * @throws io.epochline.compute.ComputeException if it is not
     */
    public static Gaussian of(double[] mean, double[][] covariance) {
        return new Gaussian(mean, Whitening.of(covariance));
    }

    @Override
    public int size() {
        return mean.length;
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        return b.multiply(b.sum(b.square(white(b, theta))), 0.5);
    }

    @Override
    public Optional<Terms> residuals(GraphBuilder b, Value theta) {
        double[] weights = new double[size()];
        Arrays.fill(weights, 1);
        return Optional.of(new Terms(white(b, theta), weights));
    }

    private Value white(GraphBuilder b, Value theta) {
        Value off = b.subtract(theta, b.constant(Tensor.of(Shape.of(size()), mean)));
        Value matrix = b.constant(Tensor.of(Shape.of(size(), size()), whitening));
        return b.reshape(b.matmul(matrix, b.reshape(off, size(), 1)), size());
    }
}
