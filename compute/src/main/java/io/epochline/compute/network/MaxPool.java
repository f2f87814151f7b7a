package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[channels, height, width]}: the largest value under a window. */
record MaxPool(int size, int stride) implements Layer {
    static MaxPool read(Fields fields) {
        int size = fields.whole("size", 1);
        return new MaxPool(size, fields.whole("stride", 1, size));
    }

    @Override
    public String kind() {
        return "max_pool";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return at.g().maxPool2d(x, Padding.VALID.window(at, x, size, stride));
    }
}
