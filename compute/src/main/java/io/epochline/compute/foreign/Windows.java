package io.epochline.compute.foreign;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;
import java.util.Arrays;
import java.util.List;

/**
 * The settings that convolutions and pooling share. Signals {@code [batch, channels, length]} are images of height 1.
 *
 * @param kernel the extents of the kernel, two of them
 */
record Windows(Call call, int[] kernel) {

    /** @throws Unimportable if x is neither a signal nor an image */
    static Windows of(Call call, int... kernel) {
        int space = call.x().rank() - 2;
        if (space != kernel.length || space < 1 || space > 2) {
            throw new Unimportable(
                    "expected [batch, channels, length] or [batch, channels, height, width] and a kernel as wide, found "
                            + call.x().type() + " and a kernel " + Arrays.toString(kernel),
                    "Use convolutions and pooling of one or two dimensions");
        }
        return new Windows(call, space == 1 ? new int[] {1, kernel[0]} : kernel);
    }

    Value image(Value x) {
        return x.rank() == 3 ? call.b().unsqueeze(x, 2) : x;
    }

    /** What was made of an image, as a signal again if x was one. */
    Value like(Value made) {
        if (call.x().rank() == 4) {
            return made;
        }
        Shape shape = made.shape();
        return call.b().reshape(made, shape.dim(0), shape.dim(1), shape.dim(3));
    }

    /** A setting for both axes; that of a signal's height is the one that does nothing. */
    int[] pair(String attribute, int otherwise) {
        int[] given = call.integers(attribute).orElse(new int[] {otherwise, otherwise});
        return given.length == 1 ? new int[] {otherwise, given[0]} : given;
    }

    /** The window as the attributes say, with further rows and columns at the end. */
    Window window(int moreRows, int moreColumns) {
        int[] strides = pair("strides", 1);
        int[] dilations = pair("dilations", 1);
        int[] pads = pads(strides, dilations);
        return new Window(
                kernel[0],
                kernel[1],
                strides[0],
                strides[1],
                pads[0],
                pads[1],
                pads[2] + moreRows,
                pads[3] + moreColumns,
                dilations[0],
                dilations[1]);
    }

    /** With what ceil_mode adds at the end, so that a last window that is only begun counts too. */
    Window roundedUp() {
        Window window = window(0, 0);
        if (!call.flag("ceil_mode", false)) {
            return window;
        }
        Value image = image(call.x());
        return window(
                missing(image.shape().dim(2), window.padTop(), window.padBottom(), window.spanY(), window.strideY()),
                missing(image.shape().dim(3), window.padLeft(), window.padRight(), window.spanX(), window.strideX()));
    }

    private static int missing(int extent, int before, int after, int span, int stride) {
        int rest = Math.floorMod(extent + before + after - span, stride);
        int more = rest == 0 ? 0 : stride - rest;
        int start = extent + before + after + more - span;
        // A window that would begin on the padding at the end is none.
        return start >= extent + before ? 0 : more;
    }

    private int[] pads(int[] strides, int[] dilations) {
        String auto = call.text("auto_pad", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
        if (auto.equals("VALID")) {
            return new int[4];
        }
        if (auto.equals("NOTSET")) {
            int[] given = call.integers("pads").orElse(new int[4]);
            return given.length == 2 ? new int[] {0, given[0], 0, given[1]} : given;
        }
        List<Integer> extents = image(call.x()).shape().dims();
        int[] pads = new int[4];
        for (int i = 0; i < 2; i++) {
            int extent = extents.get(2 + i);
            int span = (kernel[i] - 1) * dilations[i] + 1;
            int all = Math.max(0, (Math.ceilDiv(extent, strides[i]) - 1) * strides[i] + span - extent);
            int less = all / 2;
            pads[i] = auto.equals("SAME_UPPER") ? less : all - less;
            pads[2 + i] = all - pads[i];
        }
        return pads;
    }
}
