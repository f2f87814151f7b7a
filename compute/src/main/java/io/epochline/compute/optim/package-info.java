/**
 * Optimizers: {@link io.epochline.compute.optim.Optimizer} says which, {@link io.epochline.compute.optim.Updater} does
 * it, as one loop over the flat parameters.
 */
package io.epochline.compute.optim;
