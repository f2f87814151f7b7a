package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;

/** How images are padded with zeros: {@code same}, or a number of pixels at each edge ({@code valid} is 0). */
sealed interface Padding {
    Padding SAME = new Same();
    Padding VALID = new Fixed(0);

    /** Pixels added before and after an axis of the given extent. */
    int[] around(int extent, int kernel, int stride);

    /** The extent becomes {@code ceil(extent/stride)}; an odd pixel goes after. */
    record Same() implements Padding {
        @Override
        public int[] around(int extent, int kernel, int stride) {
            int total = Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + kernel - extent);
            return new int[] {total / 2, total - total / 2};
        }
    }

    record Fixed(int pixels) implements Padding {
        @Override
        public int[] around(int extent, int kernel, int stride) {
            return new int[] {pixels, pixels};
        }
    }

    /** The window of a square kernel on x, which must be an image that it fits into. */
    default Window window(Scope at, Value x, int kernel, int stride) {
        at.needsImage(x);
        int[] vertical = around(x.shape().dim(2), kernel, stride);
        int[] horizontal = around(x.shape().dim(3), kernel, stride);
        int height = x.shape().dim(2) + vertical[0] + vertical[1];
        int width = x.shape().dim(3) + horizontal[0] + horizontal[1];
        if (Math.min(height, width) < kernel) {
            String message = "a window of %dx%d does not fit into %s".formatted(kernel, kernel, Scope.example(x));
            String hint = ". Maybe padding: same, or fewer strides and pools before it";
            throw NetworkException.misfit(at.path(), message + hint);
        }
        return new Window(kernel, kernel, stride, stride, vertical[0], horizontal[0], vertical[1], horizontal[1]);
    }
}
