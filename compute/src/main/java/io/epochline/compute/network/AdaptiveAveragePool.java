package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width] -> f32[channels, size, size]}: means over a grid of equal cells, whatever the
 * extent of the image. Cell {@code i} covers {@code floor(i·n/size)} to before {@code ceil((i + 1)·n/size)}.
 */
record AdaptiveAveragePool(int size) implements Layer {
    static AdaptiveAveragePool read(Fields fields) {
        return new AdaptiveAveragePool(fields.whole("size", 1));
    }

    @Override
    public String kind() {
        return "adaptive_average_pool";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        return at.g().adaptiveAveragePool2d(x, size, size);
    }
}
