/**
 * Optimizers: {@link io.epochline.compute.optim.Optimizer} says which, {@link io.epochline.compute.optim.Updater} does
 * it, as one loop over the flat parameters, and {@link io.epochline.compute.optim.GraphUpdate} is the same step as part
 * of a graph. {@link io.epochline.compute.optim.Clipping} bounds the gradients that either sees, and
 * {@link io.epochline.compute.optim.Schedule} changes the learning rate. For whole batches and
 * few parameters {@link io.epochline.compute.optim.Lbfgs} is quicker than any of them.
 */
package io.epochline.compute.optim;
