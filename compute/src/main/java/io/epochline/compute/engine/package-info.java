/**
 * Training engines: one step at a time over batches, whatever computes it. {@link
 * io.epochline.compute.engine.TrainingEngine} is what a trainer sees.
 */
package io.epochline.compute.engine;
