package io.epochline.compute.onnx;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's gradient as one convolution. With the channels last, a row of x is one line of {@code width * channels}
 * numbers, and a kernel as large as dy that takes every {@code channels}th of them gives, at each of its {@code
 * kernelWidth * channels} places, one column of the gradient: all taps of all channels at once, with nothing shifted or
 * copied beforehand.
 *
 * <p>The batch is either the groups of that convolution, summed afterwards, or its channels; the first spares turning dy,
 * the second spares the sum.
 */
final class DilatedKernelGradient {

    private final Emitter emitter;
    private final BlockedConvolution blocked;
    private final Window window;
    private final Shape x;
    private final Shape dy;

    /** @param blocked null where there are no blocked layouts */
    DilatedKernelGradient(Emitter emitter, BlockedConvolution blocked, Window window, Shape x, Shape dy) {
        this.emitter = emitter;
        this.blocked = blocked;
        this.window = window;
        this.x = x;
        this.dy = dy;
    }

    void write(String xName, String dyName, String out) {
        int bottom = (dy.dim(2) - 1) * window.strideY() + window.height() - x.dim(2) - window.padTop();
        int right = (dy.dim(3) - 1) * window.strideX() + window.width() - x.dim(3) - window.padLeft();
        int height = x.dim(2) + Math.min(bottom, 0);
        int width = x.dim(3) + Math.min(right, 0);
        int channels = x.dim(1);
        String cropped = height == x.dim(2) && width == x.dim(3) ? xName : crop(xName, height, width);
        String lines = emitter.reshape(channelsLast(cropped), List.of(1, x.dim(0), height, width * channels));
        List<AttributeProto> attributes = List.of(
                Emitter.integers("kernel_shape", List.of(dy.dim(2), dy.dim(3))),
                Emitter.integers("dilations", List.of(window.strideY(), window.strideX() * channels)),
                Emitter.integers(
                        "pads",
                        List.of(
                                window.padTop(),
                                window.padLeft() * channels,
                                Math.max(bottom, 0),
                                Math.max(right, 0) * channels)));
        int columns = window.height() * window.width() * channels;
        String gradient = columns < dy.dim(2) * dy.dim(3)
                ? batchAsGroups(lines, dyName, attributes)
                : batchAsChannels(lines, dyName, attributes);
        String taps = emitter.reshape(gradient, List.of(dy.dim(1), window.height(), window.width(), channels));
        emitter.node("Transpose", List.of(taps), out, Emitter.integers("perm", List.of(0, 3, 1, 2)));
    }

    /** {@code [out, taps * channels]}: each example by itself, then their sum. */
    private String batchAsGroups(String lines, String dyName, List<AttributeProto> attributes) {
        int batch = dy.dim(0);
        String kernels = emitter.reshape(dyName, List.of(batch * dy.dim(1), 1, dy.dim(2), dy.dim(3)));
        List<AttributeProto> grouped = new ArrayList<>(attributes);
        grouped.add(Emitter.integer("group", batch));
        String each = convolution(lines, kernels, grouped);
        String rows = emitter.reshape(each, List.of(batch, dy.dim(1), -1));
        return emitter.node("ReduceSum", List.of(rows, emitter.vector(List.of(0))), Emitter.integer("keepdims", 0));
    }

    private String batchAsChannels(String lines, String dyName, List<AttributeProto> attributes) {
        String kernels = emitter.node("Transpose", List.of(dyName), Emitter.integers("perm", List.of(1, 0, 2, 3)));
        return convolution(lines, kernels, attributes);
    }

    private String convolution(String lines, String kernels, List<AttributeProto> attributes) {
        return emitter.node("Conv", List.of(lines, kernels), attributes.toArray(AttributeProto[]::new));
    }

    private String channelsLast(String xName) {
        if (x.dim(1) == 1) {
            return xName;
        }
        return blocked != null && blocked.canReorder(x.dim(1))
                ? blocked.channelsLast(xName, x.dim(1))
                : emitter.node("Transpose", List.of(xName), Emitter.integers("perm", List.of(0, 2, 3, 1)));
    }

    private String crop(String xName, int height, int width) {
        return emitter.node(
                "Slice",
                List.of(
                        xName,
                        emitter.vector(List.of(0, 0)),
                        emitter.vector(List.of(height, width)),
                        emitter.vector(List.of(2, 3))));
    }
}
