package io.epochline.compute.ir;

import java.util.stream.IntStream;

/**
 * How a kernel slides over the last two axes of {@code [batch, channels, height, width]}: its extent, its stride, the
 * padding at each edge, and its dilation, which is the distance between the elements under neighbouring taps.
 */
public record Window(
        int height,
        int width,
        int strideY,
        int strideX,
        int padTop,
        int padLeft,
        int padBottom,
        int padRight,
        int dilationY,
        int dilationX) {

    private static final int LARGEST = 1 << 24;

    /**
     * @throws TypeException if an extent, stride or dilation is below 1, or a padding is negative, or the window is beyond
     *     any image
     */
    public Window {
        if (IntStream.of(height, width, strideY, strideX, dilationY, dilationX)
                        .min()
                        .orElse(1)
                < 1) {
            throw TypeException.badWindow(
                    "kernel, stride and dilation must be at least 1",
                    describe(height, width, strideY, strideX) + ", dilation " + dilationY + "x" + dilationX);
        }
        if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
            throw TypeException.badWindow(
                    "padding must not be negative", padTop + ", " + padLeft + ", " + padBottom + ", " + padRight);
        }
        long spanY = (height - 1L) * dilationY + strideY + padTop + padBottom;
        long spanX = (width - 1L) * dilationX + strideX + padLeft + padRight;
        if (Math.max(spanY, spanX) > LARGEST) {
            throw TypeException.badWindow(
                    "kernel, stride and padding must stay below " + LARGEST, spanY + "x" + spanX + " pixels");
        }
    }

    /** Taps side by side. */
    public Window(
            int height, int width, int strideY, int strideX, int padTop, int padLeft, int padBottom, int padRight) {
        this(height, width, strideY, strideX, padTop, padLeft, padBottom, padRight, 1, 1);
    }

    /** The same stride, and the same padding, on all sides. */
    public static Window of(int height, int width, int stride, int pad) {
        return new Window(height, width, stride, stride, pad, pad, pad, pad);
    }

    /** The window of an odd kernel that keeps the extent at stride 1, and divides it by the stride otherwise. */
    public static Window same(int kernel, int stride) {
        return of(kernel, kernel, stride, (kernel - 1) / 2);
    }

    /** The same window with its taps further apart; the padding stays. */
    public Window dilated(int dilationY, int dilationX) {
        return new Window(height, width, strideY, strideX, padTop, padLeft, padBottom, padRight, dilationY, dilationX);
    }

    /**
     * The same window with padding added after the image, so that the last place counts although it reaches beyond, as
     * long as it starts before the end: what other frameworks call the ceiling mode of pooling.
     */
    public Window roundedUp(int inputHeight, int inputWidth) {
        return new Window(
                height,
                width,
                strideY,
                strideX,
                padTop,
                padLeft,
                Math.max(padBottom, reached(inputHeight, padTop, padBottom, spanY(), strideY)),
                Math.max(padRight, reached(inputWidth, padLeft, padRight, spanX(), strideX)),
                dilationY,
                dilationX);
    }

    /** How far beyond the end of an axis its last place reaches. */
    private static int reached(int extent, int before, int after, int span, int stride) {
        int last = Math.ceilDiv(extent + before + after - span, stride);
        int start = (last * stride < extent + before ? last : last - 1) * stride;
        return start + span - before - extent;
    }

    /** The rows from the first tap to the last. */
    public int spanY() {
        return (height - 1) * dilationY + 1;
    }

    /** The columns from the first tap to the last. */
    public int spanX() {
        return (width - 1) * dilationX + 1;
    }

    public int outputHeight(int inputHeight) {
        return places((long) inputHeight + padTop + padBottom - spanY(), strideY);
    }

    public int outputWidth(int inputWidth) {
        return places((long) inputWidth + padLeft + padRight - spanX(), strideX);
    }

    /** The smallest height of which this window makes the given one. */
    public int inputHeight(int outputHeight) {
        return clamp((outputHeight - 1L) * strideY + spanY() - padTop - padBottom);
    }

    /** The smallest width of which this window makes the given one. */
    public int inputWidth(int outputWidth) {
        return clamp((outputWidth - 1L) * strideX + spanX() - padLeft - padRight);
    }

    /** How many rows of the kernel lie on the input, not on padding, where the window makes the given row. */
    public int coveredRows(int row, int inputHeight) {
        return covered(row * strideY - padTop, height, dilationY, inputHeight);
    }

    /** How many columns of the kernel lie on the input, not on padding, where the window makes the given column. */
    public int coveredColumns(int column, int inputWidth) {
        return covered(column * strideX - padLeft, width, dilationX, inputWidth);
    }

    public boolean isPadded() {
        return padTop + padLeft + padBottom + padRight > 0;
    }

    public boolean isDilated() {
        return dilationY > 1 || dilationX > 1;
    }

    private static int places(long room, int stride) {
        return clamp(Math.floorDiv(room, stride) + 1);
    }

    private static int clamp(long extent) {
        return Math.clamp(extent, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static int covered(int start, int taps, int dilation, int extent) {
        return (int) IntStream.range(0, taps)
                .map(tap -> start + tap * dilation)
                .filter(at -> at >= 0 && at < extent)
                .count();
    }

    private static String describe(int height, int width, int strideY, int strideX) {
        return "kernel " + height + "x" + width + ", stride " + strideY + "x" + strideX;
    }

    @Override
    public String toString() {
        String pads = isPadded() ? ", pads [" + padTop + ", " + padLeft + ", " + padBottom + ", " + padRight + "]" : "";
        String dilation = isDilated() ? ", dilation " + dilationY + "x" + dilationX : "";
        return describe(height, width, strideY, strideX) + pads + dilation;
    }
}
