package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;

/**
 * How images are padded with zeros.
 *
 * @param same as much as makes an extent {@code ceil(extent/stride)}; an odd pixel goes after
 * @param pixels at each edge, where not {@code same}
 */
record Padding(boolean same, int pixels) {
    static final Padding SAME = new Padding(true, 0);
    static final Padding VALID = fixed(0);

    static Padding fixed(int pixels) {
        return new Padding(false, pixels);
    }

    /** The window of a square kernel on x, which must be an image that it fits into. */
    Window window(Scope at, Value x, int kernel, int stride) {
        return window(at, x, kernel, stride, 1);
    }

    /** The same with taps {@code dilation} pixels apart. */
    Window window(Scope at, Value x, int kernel, int stride, int dilation) {
        at.needsImage(x);
        int span = (kernel - 1) * dilation + 1;
        int vertical = total(x.shape().dim(2), span, stride);
        int horizontal = total(x.shape().dim(3), span, stride);
        int height = x.shape().dim(2) + vertical;
        int width = x.shape().dim(3) + horizontal;
        if (Math.min(height, width) < span) {
            String message = "a window of %dx%d does not fit into %s".formatted(span, span, Scope.example(x));
            String hint = ". Maybe padding: same, or fewer strides and pools before it";
            throw NetworkException.misfit(at.path(), message + hint);
        }
        int top = vertical / 2;
        int left = horizontal / 2;
        return new Window(kernel, kernel, stride, stride, top, left, vertical - top, horizontal - left)
                .dilated(dilation, dilation);
    }

    /** Pixels added to an axis at both ends together. */
    private int total(int extent, int span, int stride) {
        return same ? Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + span - extent) : 2 * pixels;
    }
}
