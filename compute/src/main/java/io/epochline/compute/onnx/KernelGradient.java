package io.epochline.compute.onnx;

import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's gradient as matrix products: each tap of the kernel multiplies dy with x shifted to that tap, summed over
 * places and batch.
 *
 * <p>At stride 1 the rows of dy are padded to the width of x, so that every shifted x is one contiguous slice of the
 * flattened plane. With few channels the products would be thin, so all taps are stacked into one.
 */
final class KernelGradient {

    private static final int FEW_CHANNELS = 8;

    private final Emitter emitter;
    private final Window window;
    private final Shape x;
    private final Shape dy;

    KernelGradient(Emitter emitter, Window window, Node node) {
        this.emitter = emitter;
        this.window = window;
        this.x = node.input(0).shape();
        this.dy = node.input(1).shape();
    }

    void write(String xName, String dyName, String out) {
        String padded = window.isPadded()
                ? pad(
                        xName,
                        List.of(0, 0, window.padTop(), window.padLeft(), 0, 0, window.padBottom(), window.padRight()))
                : xName;
        boolean dense = window.strideY() == 1 && window.strideX() == 1;
        String columns = dense ? denseColumns(dyName) : reshape(dyName, dy.dim(0), dy.dim(1), -1);
        List<String> taps = dense ? denseTaps(padded) : stridedTaps(padded);
        if (x.dim(1) < FEW_CHANNELS) {
            stacked(columns, taps, out);
        } else {
            oneByOne(columns, taps, out);
        }
    }

    private int width() {
        return x.dim(3) + window.padLeft() + window.padRight();
    }

    /** The length of the flattened dy without the zeros at its end, so that the last tap stays within the plane. */
    private int length() {
        return dy.dim(2) * width() - (window.width() - 1);
    }

    private String denseColumns(String dyName) {
        int gap = window.width() - 1;
        String wide = gap == 0 ? dyName : pad(dyName, List.of(0, 0, 0, 0, 0, 0, 0, gap));
        String flat = reshape(wide, dy.dim(0), dy.dim(1), dy.dim(2) * width());
        return gap == 0 ? flat : slice(flat, List.of(0), List.of(length()), List.of(2), List.of(1));
    }

    /** {@code f32[batch, channels, length]} for each tap. */
    private List<String> denseTaps(String padded) {
        String flat = reshape(padded, x.dim(0), x.dim(1), -1);
        List<String> taps = new ArrayList<>();
        for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
                int start = i * width() + j;
                taps.add(slice(flat, List.of(start), List.of(start + length()), List.of(2), List.of(1)));
            }
        }
        return taps;
    }

    /** {@code f32[batch, channels, places]} for each tap. */
    private List<String> stridedTaps(String padded) {
        int spanY = (dy.dim(2) - 1) * window.strideY() + 1;
        int spanX = (dy.dim(3) - 1) * window.strideX() + 1;
        List<String> taps = new ArrayList<>();
        for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
                String places = slice(
                        padded,
                        List.of(i, j),
                        List.of(i + spanY, j + spanX),
                        List.of(2, 3),
                        List.of(window.strideY(), window.strideX()));
                taps.add(reshape(places, x.dim(0), x.dim(1), -1));
            }
        }
        return taps;
    }

    private void stacked(String columns, List<String> taps, String out) {
        List<String> planes = taps.stream()
                .map(tap -> emitter.node("Unsqueeze", List.of(tap, emitter.vector(List.of(2)))))
                .toList();
        String all = reshape(
                emitter.node("Concat", planes, Emitter.integer("axis", 2)), x.dim(0), x.dim(1) * taps.size(), -1);
        reshape(product(columns, all), out, dy.dim(1), x.dim(1), window.height(), window.width());
    }

    private void oneByOne(String columns, List<String> taps, String out) {
        List<String> products = taps.stream()
                .map(tap -> emitter.node("Unsqueeze", List.of(product(columns, tap), emitter.vector(List.of(0)))))
                .toList();
        String stacked = emitter.node("Concat", products, Emitter.integer("axis", 0));
        String last = emitter.node("Transpose", List.of(stacked), Emitter.integers("perm", List.of(1, 2, 0)));
        reshape(last, out, dy.dim(1), x.dim(1), window.height(), window.width());
    }

    /** {@code sum over the batch of a[batch] b[batch]^T}. */
    private String product(String a, String b) {
        String turned = emitter.node("Transpose", List.of(b), Emitter.integers("perm", List.of(0, 2, 1)));
        String products = emitter.node("MatMul", List.of(a, turned));
        return emitter.node("ReduceSum", List.of(products, emitter.vector(List.of(0))), Emitter.integer("keepdims", 0));
    }

    private String pad(String in, List<Integer> amounts) {
        String zero = emitter.fresh();
        emitter.constant(zero, new Tensor(ValueType.f32(), new double[] {0}));
        return emitter.node("Pad", List.of(in, emitter.vector(amounts), zero));
    }

    private String slice(String in, List<Integer> starts, List<Integer> ends, List<Integer> axes, List<Integer> steps) {
        return emitter.node(
                "Slice",
                List.of(in, emitter.vector(starts), emitter.vector(ends), emitter.vector(axes), emitter.vector(steps)));
    }

    private String reshape(String in, Integer... dims) {
        return emitter.node("Reshape", List.of(in, emitter.vector(List.of(dims))));
    }

    private void reshape(String in, String out, Integer... dims) {
        emitter.node("Reshape", List.of(in, emitter.vector(List.of(dims))), out);
    }
}
