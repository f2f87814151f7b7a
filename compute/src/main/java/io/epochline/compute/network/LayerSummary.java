package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;

/**
 * What a layer comes to for one example.
 *
 * @param path its place in the document, such as {@code layers[3].residual.layers[0].conv}
 * @param title its kind, or the function of an activation
 * @param depth 0 for the layers of the document itself, 1 for those within them
 * @param output the shape of what it makes
 * @param parameters those of the layers within it, too
 * @param flops forward, as {@link io.epochline.compute.ir.Flops} counts them; those of the layers within it, too
 */
public record LayerSummary(String path, String title, int depth, Shape output, long parameters, long flops) {}
