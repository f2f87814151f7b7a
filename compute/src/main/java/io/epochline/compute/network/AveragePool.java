package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[channels, height, width]}: the mean under a window. */
record AveragePool(int size, int stride) implements Layer {
    static AveragePool read(Fields fields) {
        int size = fields.whole("size", 1);
        return new AveragePool(size, fields.whole("stride", 1, size));
    }

    @Override
    public String kind() {
        return "average_pool";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return at.g().averagePool2d(x, Padding.VALID.window(at, x, size, stride));
    }
}
