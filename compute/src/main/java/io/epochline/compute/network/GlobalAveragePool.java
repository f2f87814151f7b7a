package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[channels, height, width] -> f32[channels]}: the mean of each channel. */
record GlobalAveragePool() implements Layer {
    @Override
    public String kind() {
        return "global_average_pool";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        return at.g().flatten(at.g().globalAveragePool(x), 1);
    }
}
