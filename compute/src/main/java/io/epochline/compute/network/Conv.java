package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;

/** {@code f32[channels, height, width] -> f32[filters, height', width']}: cross-correlation with square kernels. */
record Conv(int filters, int kernel, int stride, Padding padding, boolean bias, Init init) implements Layer {
    /** The convolution without strides that keeps the extent, as composite layers use it. */
    static Conv same(int filters, int kernel) {
        return new Conv(filters, kernel, 1, Padding.SAME, true, Init.HE);
    }

    static Conv read(Fields fields) {
        return new Conv(
                fields.whole("filters", 1),
                fields.whole("kernel", 1, 3),
                fields.whole("stride", 1, 1),
                fields.padding("padding", Padding.SAME),
                fields.flag("bias", true),
                fields.choice("init", Init.class, Init.HE));
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Window window = padding.window(at, x, kernel, stride);
        int channels = x.shape().dim(1);
        int area = kernel * kernel;
        Initializer start = init.of(channels * area, filters * area);
        Value weight = at.parameter("weight", Shape.of(filters, channels, kernel, kernel), start, x);
        Value y = at.g().conv2d(x, weight, window);
        if (!bias) {
            return y;
        }
        Value offset = at.parameter("bias", Shape.of(filters), Initializer.Constant.ZERO, x);
        return at.g().add(y, at.g().reshape(offset, 1, filters, 1, 1));
    }
}
