/**
 * Models of other frameworks, to be trained here. A {@link io.epochline.compute.foreign.ForeignModel} is the forward graph
 * of an ONNX file with its initializers as parameters; {@link io.epochline.compute.foreign.ModelCheck} tells beforehand
 * what it comes to and what stands in the way.
 *
 * <p>Each ONNX operator has a {@link io.epochline.compute.foreign.Rule} that writes it in ops of the graph, where it gets
 * its gradient. Shapes are static here, so what a file computes from shapes is worked out while the graph is built.
 */
package io.epochline.compute.foreign;
