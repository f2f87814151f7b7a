package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width] -> f32[channels, factor·height, factor·width]}: pixels repeated, or mixed from the
 * four around. Bilinear pixels lie as PyTorch's do where corners are not aligned.
 */
record Upsample(int factor, Mode mode) implements Layer {
    enum Mode {
        NEAREST,
        BILINEAR
    }

    static Upsample read(Fields fields) {
        return new Upsample(fields.whole("factor", 1, 2), fields.choice("mode", Mode.class, Mode.NEAREST));
    }

    @Override
    public String kind() {
        return "upsample";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        int height = factor * x.shape().dim(2);
        int width = factor * x.shape().dim(3);
        return switch (mode) {
            case NEAREST -> at.g().resizeNearest(x, height, width);
            case BILINEAR -> at.g().resizeBilinear(x, height, width, false);
        };
    }
}
