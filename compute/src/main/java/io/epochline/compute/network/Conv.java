package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;

/**
 * {@code f32[channels, height, width] -> f32[filters, height', width']}: cross-correlation with square kernels, whose
 * taps lie {@code dilation} pixels apart. Filters come in groups, each of which sees its own channels only.
 */
record Conv(int filters, int kernel, int stride, Padding padding, int dilation, int groups, boolean bias, Init init)
        implements Layer {
    /** The convolution without strides that keeps the extent, as composite layers use it. */
    static Conv same(int filters, int kernel) {
        return new Conv(filters, kernel, 1, Padding.SAME, 1, 1, true, Init.HE);
    }

    static Conv read(Fields fields) {
        return new Conv(
                fields.whole("filters", 1),
                fields.whole("kernel", 1, 3),
                fields.whole("stride", 1, 1),
                fields.padding("padding", Padding.SAME),
                fields.whole("dilation", 1, 1),
                fields.whole("groups", 1, 1),
                fields.flag("bias", true),
                fields.choice("init", Init.class, Init.HE));
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Window window = padding.window(at, x, kernel, stride, dilation);
        int channels = x.shape().dim(1);
        if (channels % groups != 0 || filters % groups != 0) {
            String message = "needs channels and filters in %d equal groups, got %s and %d filters. Maybe groups: %d"
                    .formatted(groups, Scope.example(x), filters, divisor(channels));
            throw NetworkException.misfit(at.path(), message);
        }
        int area = kernel * kernel;
        Initializer start = init.of(channels / groups * area, filters / groups * area);
        Shape kernels = Shape.of(filters, channels / groups, kernel, kernel);
        Value y = at.g().conv2d(x, at.parameter("weight", kernels, start, x), window, groups);
        if (!bias) {
            return y;
        }
        Value offset = at.parameter("bias", Shape.of(filters), Initializer.Constant.ZERO, x);
        return at.g().add(y, at.g().perChannel(offset, y));
    }

    private int divisor(int channels) {
        int divisor = Math.min(groups, Math.min(channels, filters));
        while (channels % divisor != 0 || filters % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
