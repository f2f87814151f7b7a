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
        at.needsImage(x);
        int vertical = total(x.shape().dim(2), kernel, stride);
        int horizontal = total(x.shape().dim(3), kernel, stride);
        int height = x.shape().dim(2) + vertical;
        int width = x.shape().dim(3) + horizontal;
        if (Math.min(height, width) < kernel) {
            String message = "a window of %dx%d does not fit into %s".formatted(kernel, kernel, Scope.example(x));
            String hint = ". Maybe padding: same, or fewer strides and pools before it";
            throw NetworkException.misfit(at.path(), message + hint);
        }
        int top = vertical / 2;
        int left = horizontal / 2;
        return new Window(kernel, kernel, stride, stride, top, left, vertical - top, horizontal - left);
    }

    /** Pixels added to an axis at both ends together. */
    private int total(int extent, int kernel, int stride) {
        return same ? Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + kernel - extent) : 2 * pixels;
    }
}
