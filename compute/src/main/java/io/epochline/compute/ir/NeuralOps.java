package io.epochline.compute.ir;

/** Convolutions and pooling. Images are {@code [batch, channels, height, width]}. */
public sealed interface NeuralOps extends OpApplier permits ResamplingOps {

    /** Cross-correlation with {@code kernel [out, channels, height, width]}. */
    default Value conv2d(Value x, Value kernel, Window window) {
        return conv2d(x, kernel, window, 1);
    }

    /**
     * Cross-correlation of groups of channels, each with its own {@code out/groups} kernels {@code [out, channels/groups,
     * height, width]}; as many groups as channels is called depthwise.
     */
    default Value conv2d(Value x, Value kernel, Window window, int groups) {
        return apply(new Op.Conv2d(window, groups), x, kernel);
    }

    /** Cross-correlation with the kernel's extent, strides {@code [y, x]} and pads {@code [top, left, bottom, right]}. */
    default Value conv2d(Value x, Value kernel, int[] strides, int[] pads) {
        if (kernel.rank() != 4) {
            throw TypeException.of("conv2d", "a kernel [out, channels, height, width]", kernel.type());
        }
        return conv2d(x, kernel, window(kernel.shape().dim(2), kernel.shape().dim(3), strides, pads));
    }

    /**
     * Transposed convolution, which enlarges an image by the stride: the adjoint of {@link #conv2d} as an op of its own
     * (Zeiler et al., 2010). {@code [b, c, h, w] -> [b, out, h', w']} with {@code h' = (h - 1) strideY + spanY - padTop -
     * padBottom + moreRows}.
     *
     * @param kernel {@code [channels, out/groups, height, width]}
     * @param moreRows rows added at the bottom, less than the stride: which of the extents that a convolution takes to
     *     {@code h} is meant
     * @param moreColumns likewise at the right
     */
    default Value convTranspose2d(Value x, Value kernel, Window window, int groups, int moreRows, int moreColumns) {
        if (x.rank() != 4) {
            throw TypeException.of("conv_transpose2d", "[batch, channels, height, width]", x.type());
        }
        int height = window.inputHeight(x.shape().dim(2)) + moreRows;
        int width = window.inputWidth(x.shape().dim(3)) + moreColumns;
        boolean fits =
                moreRows >= 0 && moreRows < window.strideY() && moreColumns >= 0 && moreColumns < window.strideX();
        if (!fits || height < 1 || width < 1) {
            String expected = "an image of at least one pixel, with fewer rows and columns added than the stride";
            throw TypeException.of(
                    "conv_transpose2d", expected, height + "x" + width + " of " + x.type() + " under " + window);
        }
        return conv2dInputGradient(x, kernel, window, groups, height, width);
    }

    /** The adjoint of {@link #conv2d} in its input: makes {@code [b, c, height, width]}. */
    default Value conv2dInputGradient(Value dy, Value kernel, Window window, int groups, int height, int width) {
        return apply(new Op.Conv2dInputGradient(window, groups, height, width), dy, kernel);
    }

    /** The adjoint of {@link #conv2d} in its kernel. */
    default Value conv2dKernelGradient(Value x, Value dy, Window window, int groups) {
        return apply(new Op.Conv2dKernelGradient(window, groups), x, dy);
    }

    /**
     * The largest element under the window. The first of equals gets the gradient; where windows tile the image, equals
     * share it.
     */
    default Value maxPool2d(Value x, Window window) {
        return apply(new Op.MaxPool2d(window), x);
    }

    /** The mean under the window; padding counts as zeros. */
    default Value averagePool2d(Value x, Window window) {
        return apply(new Op.AveragePool2d(window), x);
    }

    /** The mean of each channel: {@code [b, c, h, w] -> [b, c, 1, 1]}. */
    default Value globalAveragePool(Value x) {
        if (x.rank() != 4) {
            throw TypeException.of("global_average_pool", "[batch, channels, height, width]", x.type());
        }
        return apply(new Op.Reduce(Op.Reduction.MEAN, java.util.List.of(2, 3), true), x);
    }

    private static Window window(int height, int width, int[] strides, int[] pads) {
        if (strides.length != 2 || pads.length != 4) {
            throw TypeException.badWindow("2 strides and 4 pads", strides.length + " and " + pads.length);
        }
        return new Window(height, width, strides[0], strides[1], pads[0], pads[1], pads[2], pads[3]);
    }
}
