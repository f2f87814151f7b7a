package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;

/**
 * An input of a training graph that must be fed with numbers drawn uniformly from [0, 1).
 *
 * @param shape per example; the graph's input is {@code f32[batch, shape...]}
 */
public record NoiseSpec(String name, Shape shape) {}
