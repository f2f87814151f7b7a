package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width] -> f32[channels + layers·growth, height, width]}: each convolution sees all
 * channels before it, and its own {@code growth} channels are appended (Huang et al. 2017, without normalisation).
 */
record DenseBlock(int layers, int growth, int kernel) implements Layer {
    static DenseBlock read(Fields fields) {
        return new DenseBlock(fields.whole("layers", 1), fields.whole("growth", 1), fields.whole("kernel", 1, 3));
    }

    @Override
    public String kind() {
        return "dense_block";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        Value all = x;
        for (int i = 1; i <= layers; i++) {
            Value grown = Conv.same(growth, kernel).apply(at.part("conv" + i), all);
            all = at.g().concat(1, all, at.g().relu(grown));
        }
        return all;
    }
}
