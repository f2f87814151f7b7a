/**
 * Scalar functions of a vector θ, as graphs: built in, or read from a file. A {@link
 * io.epochline.compute.objective.ScalarFunction} says how it is computed, and its per-example losses or residuals where it
 * has them; {@link io.epochline.compute.objective.CompiledFunction} evaluates it fast in f32, {@link
 * io.epochline.compute.objective.ReferenceFunction} slowly in f64. Both tell the {@link
 * io.epochline.compute.objective.Derivatives} that estimates of curvature are made from.
 */
package io.epochline.compute.objective;
