package io.epochline.compute.curvature;

/** A matrix that is known by its products alone, such as a Hessian or a transposed Jacobian at one point. */
@FunctionalInterface
public interface LinearOperator {

    /**
     * The product with a vector.
     *
     * @param vector {@code f64[m]}, left as it is
     * @return {@code f64[n]}, the caller's to keep
     */
    double[] apply(double... vector);
}
