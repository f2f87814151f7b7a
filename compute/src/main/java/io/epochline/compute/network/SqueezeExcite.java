package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width]}: each channel is multiplied by a gate in (0, 1) that a small network computes
 * from the means of all channels (Hu et al. 2018).
 */
record SqueezeExcite(int ratio) implements Layer {
    static SqueezeExcite read(Fields fields) {
        return new SqueezeExcite(fields.whole("ratio", 1, 4));
    }

    @Override
    public String kind() {
        return "squeeze_excite";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        int channels = x.shape().dim(1);
        Value means = at.g().flatten(at.g().globalAveragePool(x), 1);
        Dense squeeze = new Dense(Math.max(1, channels / ratio), true, Init.HE);
        Value hidden = at.g().relu(squeeze.apply(at.part("squeeze"), means));
        Value logits = new Dense(channels, true, Init.GLOROT).apply(at.part("excite"), hidden);
        Value gates = at.g().reshape(at.g().sigmoid(logits), x.shape().dim(0), channels, 1, 1);
        return at.g().multiply(x, gates);
    }
}
