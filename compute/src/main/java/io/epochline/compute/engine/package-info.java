/**
 * Training engines: steps over batches, whatever computes them. {@link io.epochline.compute.engine.TrainingEngine} is what
 * a trainer sees; {@link io.epochline.compute.engine.OnnxTrainingEngine} does it with ONNX Runtime, in one of two ways
 * ({@code StepPath}) that {@link io.epochline.compute.engine.Execution} names: a fused loop on the host after each graph, or
 * several steps as one graph.
 */
package io.epochline.compute.engine;
