/**
 * Training engines: one step at a time over batches, whatever computes it. {@link
 * io.epochline.compute.engine.TrainingEngine} is what a trainer sees; {@link
 * io.epochline.compute.engine.OnnxTrainingEngine} does it with ONNX Runtime.
 */
package io.epochline.compute.engine;
