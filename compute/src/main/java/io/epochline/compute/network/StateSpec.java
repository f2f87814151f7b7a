package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;

/**
 * A tensor that training changes without a gradient, such as {@code batch_norm1.running_mean: f32[16]}, and how it
 * starts. Each step on a batch gives it a new value; inference reads it.
 */
public record StateSpec(String name, Shape shape, Initializer initializer) {}
