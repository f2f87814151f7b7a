package io.epochline.compute.ir;

import java.util.List;

/** The types of convolutions and pooling. */
final class WindowRules {

    private WindowRules() {}

    static ValueType convolution(Window window, ValueType x, ValueType kernel) {
        boolean fits = areImages(x, kernel)
                && kernel.shape().dim(1) == x.shape().dim(1)
                && kernel.shape().dim(2) == window.height()
                && kernel.shape().dim(3) == window.width();
        if (!fits) {
            throw TypeException.operands(
                    "conv2d",
                    List.of(x, kernel),
                    "x [batch, channels, height, width] and kernel [out, channels, " + window.height() + ", "
                            + window.width() + "]");
        }
        ValueType slid = slide(window, x);
        return slid.withShape(slid.shape().with(1, kernel.shape().dim(0)));
    }

    static ValueType inputGradient(Op.Conv2dInputGradient op, ValueType dy, ValueType kernel) {
        if (areImages(dy, kernel)) {
            Shape input = Shape.of(dy.shape().dim(0), kernel.shape().dim(1), op.height(), op.width());
            if (convolution(op.window(), dy.withShape(input), kernel).equals(dy)) {
                return dy.withShape(input);
            }
        }
        throw TypeException.operands(
                "conv2d_input_gradient",
                List.of(dy, kernel),
                "dy as conv2d makes it of [batch, channels, " + op.height() + ", " + op.width() + "] under "
                        + op.window());
    }

    static ValueType kernelGradient(Window window, ValueType x, ValueType dy) {
        if (areImages(x, dy)) {
            Shape kernel = Shape.of(dy.shape().dim(1), x.shape().dim(1), window.height(), window.width());
            if (convolution(window, x, x.withShape(kernel)).equals(dy)) {
                return x.withShape(kernel);
            }
        }
        throw TypeException.operands(
                "conv2d_kernel_gradient", List.of(x, dy), "dy as conv2d makes it of x under " + window);
    }

    /** Padding below the kernel's extent, so that each place of the window covers an element. */
    static ValueType pool(Window window, ValueType x) {
        boolean covers = Math.max(window.padTop(), window.padBottom()) < window.height()
                && Math.max(window.padLeft(), window.padRight()) < window.width();
        if (!covers) {
            throw TypeException.badWindow("pooling needs paddings below the kernel's extent", window.toString());
        }
        return slide(window, x);
    }

    private static ValueType slide(Window window, ValueType x) {
        if (x.shape().rank() != 4 || !x.dtype().isFloat()) {
            throw TypeException.of("window", "a float [batch, channels, height, width]", x);
        }
        int height = window.outputHeight(x.shape().dim(2));
        int width = window.outputWidth(x.shape().dim(3));
        if (height < 1 || width < 1) {
            throw TypeException.windowTooLarge(window, x);
        }
        return x.withShape(x.shape().with(2, height).with(3, width));
    }

    private static boolean areImages(ValueType a, ValueType b) {
        return a.dtype().isFloat()
                && a.dtype() == b.dtype()
                && a.shape().rank() == 4
                && b.shape().rank() == 4;
    }
}
