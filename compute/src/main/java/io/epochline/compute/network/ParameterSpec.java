package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;

/** A trained tensor, such as {@code conv1.weight: f32[16, 1, 3, 3]}, and how it starts. */
public record ParameterSpec(String name, Shape shape, Initializer initializer) {}
