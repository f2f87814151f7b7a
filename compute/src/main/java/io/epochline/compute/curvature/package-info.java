/**
 * Diagonal curvature of a scalar function of θ, and the learning rates that follow from it.
 *
 * <p>Estimators see no graph, only what a matrix does to vectors ({@link io.epochline.compute.curvature.LinearOperator}):
 * {@link io.epochline.compute.curvature.Hutchinson} the Hessian, {@link io.epochline.compute.curvature.SquaredJacobian} a
 * transposed Jacobian, for Gauss-Newton and the empirical Fisher; {@link
 * io.epochline.compute.curvature.SquaredGradients} only the gradients that go by. {@link
 * io.epochline.compute.curvature.RateRule} makes learning rates of a diagonal.
 */
package io.epochline.compute.curvature;
