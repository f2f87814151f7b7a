/**
 * Tensor graphs: values with a dtype and a static shape, and the ops that make them.
 *
 * <p>An {@link io.epochline.compute.ir.Op} is a record in one sealed hierarchy; a
 * {@link io.epochline.compute.ir.Node} applies it to values; a {@link io.epochline.compute.ir.Graph} is the checked
 * list of nodes behind some outputs. Each meaning of an op is one exhaustive switch elsewhere: its type in this
 * package, its gradient, its float64 reference and its ONNX form in the packages of those names. Types have one
 * notation, {@code f32[64, 1540]}, in code, messages and printouts.
 */
package io.epochline.compute.ir;
