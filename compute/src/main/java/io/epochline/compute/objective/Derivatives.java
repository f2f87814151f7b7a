package io.epochline.compute.objective;

import io.epochline.compute.curvature.LinearOperator;
import java.util.Optional;

/** What a function is like around the point where it is. */
public interface Derivatives {

    /**
     * How a function's terms depend on θ.
     *
     * @param transposed from {@code [rows]} to {@code [size]}
     * @param weights {@code f64[rows]}, of the terms
     */
    record Jacobian(LinearOperator transposed, double[] weights) {}

    /** How many elements θ has. */
    int size();

    LinearOperator hessian();

    /** Of the residuals, if the function has any. */
    Optional<Jacobian> residuals();

    /** Of the losses of single examples, if the function has any. */
    Optional<Jacobian> losses();
}
