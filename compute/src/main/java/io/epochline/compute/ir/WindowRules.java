package io.epochline.compute.ir;

import java.util.List;
import java.util.stream.IntStream;

/** The types of convolutions and pooling. */
final class WindowRules {

    private WindowRules() {}

    static ValueType convolution(Window window, int groups, ValueType x, ValueType kernel) {
        boolean fits = areImages(x, kernel)
                && divides(groups, x.shape().dim(1))
                && divides(groups, kernel.shape().dim(0))
                && kernel.shape().dim(1) == x.shape().dim(1) / groups
                && kernel.shape().dim(2) == window.height()
                && kernel.shape().dim(3) == window.width();
        if (!fits) {
            throw TypeException.operands(
                    "conv2d",
                    List.of(x, kernel),
                    "x [batch, channels, height, width] and kernel [out, channels" + (groups == 1 ? "" : "/" + groups)
                            + ", " + window.height() + ", " + window.width() + "]"
                            + (groups == 1 ? "" : ", both channels and out in " + groups + " equal groups"));
        }
        ValueType slid = slide(window, x);
        return slid.withShape(slid.shape().with(1, kernel.shape().dim(0)));
    }

    static ValueType inputGradient(Op.Conv2dInputGradient op, ValueType dy, ValueType kernel) {
        if (areImages(dy, kernel) && divides(op.groups(), dy.shape().dim(1))) {
            int channels = kernel.shape().dim(1) * op.groups();
            Shape input = Shape.of(dy.shape().dim(0), channels, op.height(), op.width());
            if (convolution(op.window(), op.groups(), dy.withShape(input), kernel)
                    .equals(dy)) {
                return dy.withShape(input);
            }
        }
        throw TypeException.operands(
                "conv2d_input_gradient",
                List.of(dy, kernel),
                "dy as conv2d makes it of [batch, channels, " + op.height() + ", " + op.width() + "] under "
                        + op.window() + inGroups(op.groups()));
    }

    static ValueType kernelGradient(Op.Conv2dKernelGradient op, ValueType x, ValueType dy) {
        Window window = op.window();
        if (areImages(x, dy) && divides(op.groups(), x.shape().dim(1))) {
            int channels = x.shape().dim(1) / op.groups();
            Shape kernel = Shape.of(dy.shape().dim(1), channels, window.height(), window.width());
            if (convolution(window, op.groups(), x, x.withShape(kernel)).equals(dy)) {
                return x.withShape(kernel);
            }
        }
        throw TypeException.operands(
                "conv2d_kernel_gradient",
                List.of(x, dy),
                "dy as conv2d makes it of x under " + window + inGroups(op.groups()));
    }

    /** Padding below the kernel's extent, and each place of the window covers an element. */
    static ValueType pool(Window window, ValueType x) {
        boolean narrow = Math.max(window.padTop(), window.padBottom()) < window.height()
                && Math.max(window.padLeft(), window.padRight()) < window.width();
        if (!narrow) {
            throw TypeException.badWindow("pooling needs paddings below the kernel's extent", window.toString());
        }
        ValueType slid = slide(window, x);
        boolean covers = !window.isDilated()
                || IntStream.range(0, slid.shape().dim(2))
                                .allMatch(
                                        row -> window.coveredRows(row, x.shape().dim(2)) > 0)
                        && IntStream.range(0, slid.shape().dim(3))
                                .allMatch(column ->
                                        window.coveredColumns(column, x.shape().dim(3)) > 0);
        if (!covers) {
            throw TypeException.badWindow("pooling needs an element of " + x + " at each place", window.toString());
        }
        return slid;
    }

    static ValueType enlarge(int rows, int columns, ValueType x) {
        if (x.shape().rank() != 4 || !x.dtype().isFloat() || rows < 1 || columns < 1) {
            throw TypeException.of(
                    "enlarge2d",
                    "a float [batch, channels, height, width] and blocks of at least one pixel",
                    x + " in blocks of " + rows + "x" + columns);
        }
        int height = Math.clamp((long) rows * x.shape().dim(2), 0, Integer.MAX_VALUE);
        int width = Math.clamp((long) columns * x.shape().dim(3), 0, Integer.MAX_VALUE);
        return x.withShape(x.shape().with(2, height).with(3, width));
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

    private static boolean divides(int groups, int channels) {
        return groups >= 1 && channels % groups == 0;
    }

    private static String inGroups(int groups) {
        return groups == 1 ? "" : " in " + groups + " groups";
    }

    private static boolean areImages(ValueType a, ValueType b) {
        return a.dtype().isFloat()
                && a.dtype() == b.dtype()
                && a.shape().rank() == 4
                && b.shape().rank() == 4;
    }
}
