package io.epochline.compute.ir;

/**
 * How a kernel slides over the last two axes of {@code [batch, channels, height, width]}: its extent, its stride, and
 * the padding at each edge.
 */
public record Window(
        int height, int width, int strideY, int strideX, int padTop, int padLeft, int padBottom, int padRight) {

    /** @throws TypeException if an extent or stride is below 1, or a padding is negative */
    public Window {
        if (Math.min(Math.min(height, width), Math.min(strideY, strideX)) < 1) {
            throw TypeException.badWindow(
                    "kernel and stride must be at least 1", describe(height, width, strideY, strideX));
        }
        if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
            throw TypeException.badWindow(
                    "padding must not be negative", padTop + ", " + padLeft + ", " + padBottom + ", " + padRight);
        }
    }

    /** The same stride, and the same padding, on all sides. */
    public static Window of(int height, int width, int stride, int pad) {
        return new Window(height, width, stride, stride, pad, pad, pad, pad);
    }

    /** The window of an odd kernel that keeps the extent at stride 1, and divides it by the stride otherwise. */
    public static Window same(int kernel, int stride) {
        return of(kernel, kernel, stride, (kernel - 1) / 2);
    }

    public int outputHeight(int inputHeight) {
        return Math.floorDiv(inputHeight + padTop + padBottom - height, strideY) + 1;
    }

    public int outputWidth(int inputWidth) {
        return Math.floorDiv(inputWidth + padLeft + padRight - width, strideX) + 1;
    }

    public boolean isPadded() {
        return padTop + padLeft + padBottom + padRight > 0;
    }

    private static String describe(int height, int width, int strideY, int strideX) {
        return "kernel " + height + "x" + width + ", stride " + strideY + "x" + strideX;
    }

    @Override
    public String toString() {
        String pads = isPadded() ? ", pads [" + padTop + ", " + padLeft + ", " + padBottom + ", " + padRight + "]" : "";
        return describe(height, width, strideY, strideX) + pads;
    }
}
