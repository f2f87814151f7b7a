/**
 * Differentiable tensor graphs and the training engine on top of them.
 *
 * <p>A {@link io.epochline.compute.ir.Graph} is built, typechecked and printed by {@code ir}, differentiated by
 * {@code gradient}, evaluated in float64 by {@code reference}, written as ONNX by {@code onnx} and run by
 * {@code runtime}. {@code engine} trains with it: {@code network} and {@code loss} describe what, {@code optim} how.
 */
package io.epochline.compute;
