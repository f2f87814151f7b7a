package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[channels, height, width] -> f32[height·width, channels]}: each place of an image becomes a token. */
record Tokens() implements Layer {
    @Override
    public String kind() {
        return "tokens";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        Value places = at.g().reshape(x, x.shape().dim(0), x.shape().dim(1), -1);
        return at.g().transposeMatrix(places);
    }
}
