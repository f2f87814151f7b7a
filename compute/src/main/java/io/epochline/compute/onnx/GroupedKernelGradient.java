package io.epochline.compute.onnx;

import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's gradient with groups or dilation. For each tap of the kernel, dy is multiplied with x shifted to that tap,
 * a batch of products with one for each example and group. Depthwise that would be many short dot products, so there it
 * is one convolution instead: every plane of x with the plane of dy as its kernel, stride and dilation trading places.
 */
final class GroupedKernelGradient {

    private final Emitter emitter;
    private final Window window;
    private final int groups;
    private final Shape x;
    private final Shape dy;

    GroupedKernelGradient(Emitter emitter, Op.Conv2dKernelGradient op, Node node) {
        this.emitter = emitter;
        this.window = op.window();
        this.groups = op.groups();
        this.x = node.input(0).shape();
        this.dy = node.input(1).shape();
    }

    void write(String xName, String dyName, String out) {
        if (groups == x.dim(1)) {
            depthwise(fitted(xName), dyName, out);
        } else {
            products(fitted(xName), dyName, out);
        }
    }

    private void depthwise(String fitted, String dyName, String out) {
        int planes = x.dim(0) * groups;
        String images = reshape(fitted, 1, planes, height(), width());
        String kernels = reshape(dyName, x.dim(0) * dy.dim(1), 1, dy.dim(2), dy.dim(3));
        String gradients = emitter.node(
                "Conv",
                List.of(images, kernels),
                Emitter.integer("group", planes),
                Emitter.integers("kernel_shape", List.of(dy.dim(2), dy.dim(3))),
                Emitter.integers("dilations", List.of(window.strideY(), window.strideX())),
                Emitter.integers("strides", List.of(window.dilationY(), window.dilationX())));
        String examples = reshape(gradients, x.dim(0), dy.dim(1), 1, window.height(), window.width());
        sumOfBatch(examples, out);
    }

    private void products(String fitted, String dyName, String out) {
        int outputs = dy.dim(1) / groups;
        int channels = x.dim(1) / groups;
        int places = dy.dim(2) * dy.dim(3);
        String columns = reshape(dyName, x.dim(0), groups, outputs, places);
        List<String> taps = new ArrayList<>();
        for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
                String shifted = reshape(tap(fitted, i, j), x.dim(0), groups, channels, places);
                String turned =
                        emitter.node("Transpose", List.of(shifted), Emitter.integers("perm", List.of(0, 1, 3, 2)));
                String product = sumOfBatch(emitter.node("MatMul", List.of(columns, turned)), emitter.fresh());
                taps.add(reshape(product, dy.dim(1), channels, 1));
            }
        }
        String stacked = emitter.node("Concat", taps, Emitter.integer("axis", 2));
        List<Integer> kernel = List.of(dy.dim(1), channels, window.height(), window.width());
        emitter.node("Reshape", List.of(stacked, emitter.vector(kernel)), out);
    }

    private String tap(String fitted, int i, int j) {
        int top = i * window.dilationY();
        int left = j * window.dilationX();
        return emitter.node(
                "Slice",
                List.of(
                        fitted,
                        emitter.vector(List.of(top, left)),
                        emitter.vector(List.of(
                                top + (dy.dim(2) - 1) * window.strideY() + 1,
                                left + (dy.dim(3) - 1) * window.strideX() + 1)),
                        emitter.vector(List.of(2, 3)),
                        emitter.vector(List.of(window.strideY(), window.strideX()))));
    }

    /** Pads x, and cuts rows and columns that no place of the window reaches. */
    private String fitted(String xName) {
        int bottom = height() - window.padTop() - x.dim(2);
        int right = width() - window.padLeft() - x.dim(3);
        if (window.padTop() == 0 && window.padLeft() == 0 && bottom == 0 && right == 0) {
            return xName;
        }
        String zero = emitter.fresh();
        emitter.constant(zero, new Tensor(ValueType.f32(), new double[] {0}));
        List<Integer> amounts = List.of(0, 0, window.padTop(), window.padLeft(), 0, 0, bottom, right);
        return emitter.node("Pad", List.of(xName, emitter.vector(amounts), zero));
    }

    /** The rows that the window reaches, padding included. */
    private int height() {
        return (dy.dim(2) - 1) * window.strideY() + window.spanY();
    }

    private int width() {
        return (dy.dim(3) - 1) * window.strideX() + window.spanX();
    }

    private String sumOfBatch(String in, String out) {
        return emitter.node("ReduceSum", List.of(in, emitter.vector(List.of(0))), out, Emitter.integer("keepdims", 0));
    }

    private String reshape(String in, Integer... dims) {
        return emitter.reshape(in, List.of(dims));
    }
}
