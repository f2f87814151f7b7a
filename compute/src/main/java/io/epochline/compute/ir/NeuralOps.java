package io.epochline.compute.ir;

/** Matrix products, convolutions and pooling. Images are {@code [batch, channels, height, width]}. */
public sealed interface NeuralOps extends OpApplier permits GraphBuilder {

    /** {@code [..., n, k] x [..., k, m] -> [..., n, m]}; leading axes broadcast. */
    default Value matmul(Value a, Value b) {
        boolean sharedMatrix =
                a.rank() > 2 && b.rank() == 2 && a.shape().dim(-1) == b.shape().dim(0);
        if (!sharedMatrix) {
            return apply(new Op.MatMul(), a, b);
        }
        // One product of tall matrices is far cheaper to differentiate than a batch of small ones.
        int inner = a.shape().dim(-1);
        Shape rows = Shape.of(a.shape().with(-1, 1).size(), inner);
        Value product = apply(new Op.MatMul(), apply(new Op.Reshape(rows), a), b);
        return apply(new Op.Reshape(a.shape().with(-1, b.shape().dim(1))), product);
    }

    /** Cross-correlation with {@code kernel [out, channels, height, width]}. */
    default Value conv2d(Value x, Value kernel, Window window) {
        return apply(new Op.Conv2d(window), x, kernel);
    }

    /** Cross-correlation with the kernel's extent, strides {@code [y, x]} and pads {@code [top, left, bottom, right]}. */
    default Value conv2d(Value x, Value kernel, int[] strides, int[] pads) {
        if (kernel.rank() != 4) {
            throw TypeException.of("conv2d", "a kernel [out, channels, height, width]", kernel.type());
        }
        return conv2d(x, kernel, window(kernel.shape().dim(2), kernel.shape().dim(3), strides, pads));
    }

    /** The adjoint of {@link #conv2d} in its input, also called transposed convolution: makes {@code [b, c, height, width]}. */
    default Value conv2dInputGradient(Value dy, Value kernel, Window window, int height, int width) {
        return apply(new Op.Conv2dInputGradient(window, height, width), dy, kernel);
    }

    /** The adjoint of {@link #conv2d} in its kernel. */
    default Value conv2dKernelGradient(Value x, Value dy, Window window) {
        return apply(new Op.Conv2dKernelGradient(window), x, dy);
    }

    /** The largest element under the window; the first of equals gets the gradient. */
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
