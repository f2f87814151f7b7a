package io.epochline.compute.objective;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code 1/2 sum over i of lambda_i y_i^2} with {@code y = (theta - centre) Q}: a bowl, or a saddle where an eigenvalue is
 * below 0. Its Hessian is {@code Q diag(lambda) Q^T} everywhere.
 *
 * @param spectrum the eigenvalues lambda, {@code f64[n]}
 * @param rotation Q, orthogonal, {@code f64[n * n]} row-major; empty for the axes themselves
 * @param centre {@code f64[n]}
 */
public record Quadratic(double[] spectrum, double[] rotation, double[] centre) implements ScalarFunction {

    public Quadratic {
        FunctionFault.requireFinite("spectrum", spectrum);
        FunctionFault.requireFinite("centre", centre);
        FunctionFault.requireCount("centre", spectrum.length, centre.length);
        if (rotation.length > 0) {
            FunctionFault.requireCount("rotation", spectrum.length * spectrum.length, rotation.length);
        }
    }

    /** Along the axes, around 0. */
    public static Quadratic axisAligned(double... spectrum) {
        return new Quadratic(spectrum, new double[0], new double[spectrum.length]);
    }

    /** {@code n} eigenvalues evenly spaced in their logarithm, from 1 down to 1 over the condition number. */
    public static double[] logarithmic(int n, double condition) {
        double[] spectrum = new double[n];
        for (int i = 0; i < n; i++) {
            spectrum[i] = n == 1 ? 1 : Math.pow(condition, -(double) i / (n - 1));
        }
        return spectrum;
    }

    @Override
    public int size() {
        return spectrum.length;
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        Value weighted = b.multiply(b.square(along(b, theta)), constant(b, spectrum));
        return b.multiply(b.sum(weighted), 0.5);
    }

    @Override
    public Optional<Terms> residuals(GraphBuilder b, Value theta) {
        return Arrays.stream(spectrum).allMatch(lambda -> lambda >= 0)
                ? Optional.of(new Terms(along(b, theta), spectrum.clone()))
                : Optional.empty();
    }

    /** The coordinates along the eigenvectors. */
    private Value along(GraphBuilder b, Value theta) {
        Value off = b.subtract(theta, constant(b, centre));
        if (rotation.length == 0) {
            return off;
        }
        Value q = b.constant(Tensor.of(Shape.of(size(), size()), rotation));
        return b.reshape(b.matmul(b.reshape(off, 1, size()), q), size());
    }

    private static Value constant(GraphBuilder b, double... values) {
        return b.constant(Tensor.of(Shape.of(values.length), values));
    }
}
