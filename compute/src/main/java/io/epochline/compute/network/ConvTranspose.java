package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;

/**
 * {@code f32[channels, height, width] -> f32[filters, stride·height, stride·width]}: each pixel adds its multiple of a
 * square kernel to the larger image (Zeiler et al. 2010). Where the kernel is larger than the stride, the pixels that
 * overlap the edges are cut, an odd one at the bottom and right; where it is smaller, there are zeros between kernels.
 */
record ConvTranspose(int filters, int kernel, int stride, boolean bias, Init init) implements Layer {
    static ConvTranspose read(Fields fields) {
        return new ConvTranspose(
                fields.whole("filters", 1),
                fields.whole("kernel", 1, 2),
                fields.whole("stride", 1, 2),
                fields.flag("bias", true),
                fields.choice("init", Init.class, Init.HE));
    }

    @Override
    public String kind() {
        return "conv_transpose";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        int channels = x.shape().dim(1);
        int cut = Math.max(0, kernel - stride);
        int more = Math.max(0, stride - kernel);
        Window window = new Window(kernel, kernel, stride, stride, cut / 2, cut / 2, cut - cut / 2, cut - cut / 2);
        int taps = Math.max(1, kernel * kernel / (stride * stride));
        Shape kernels = Shape.of(channels, filters, kernel, kernel);
        Value weight = at.parameter("weight", kernels, init.of(channels * taps, filters * kernel * kernel), x);
        Value y = at.g().convTranspose2d(x, weight, window, 1, more, more);
        if (!bias) {
            return y;
        }
        Value offset = at.parameter("bias", Shape.of(filters), Initializer.Constant.ZERO, x);
        return at.g().add(y, at.g().perChannel(offset, y));
    }
}
