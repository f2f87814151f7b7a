package io.epochline.compute.onnx;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolutions in ONNX Runtime's layout {@code [batch, channels/block, height, width, block]}, whose kernels need no
 * columns in memory. ONNX Runtime itself uses them for constant weights only; here the weights are put in order at each
 * run, which pays where there are many more places than weights.
 */
final class BlockedConvolution {

    static final String DOMAIN = "com.microsoft.nchwc";
    private static final int MANY_PLACES = 2048;
    private static final int CHANNEL_ALIGNMENT = 4;

    private final Emitter emitter;
    private final int block;

    BlockedConvolution(Emitter emitter, int block) {
        this.emitter = emitter;
        this.block = block;
    }

    /** Whether it is possible and pays. */
    boolean pays(Window window, Shape x, Shape y) {
        int places = y.dim(0) * y.dim(2) * y.dim(3);
        boolean aligned = x.dim(1) < block || x.dim(1) % CHANNEL_ALIGNMENT == 0;
        return aligned && window.height() * window.width() > 1 && places >= MANY_PLACES;
    }

    /**
     * Adds {@code conv2d(x, weight) + bias}, or relu of it.
     *
     * @param weight {@code [out, in, height, width]}
     * @param bias {@code [out]}, or null
     */
    void forward(
            Window window, Shape xShape, Shape yShape, String x, String weight, String bias, boolean relu, String y) {
        int in = xShape.dim(1);
        int out = yShape.dim(1);
        List<String> operands = new ArrayList<>(List.of(input(in, x), weights(window, in, out, weight, false)));
        if (bias != null) {
            operands.add(padded(bias, List.of(out), List.of(aligned(out))));
        }
        List<AttributeProto> attributes = new ArrayList<>(List.of(ConvolutionLowering.attributes(window)));
        if (relu) {
            attributes.add(Emitter.string("activation", "Relu"));
        }
        convolution(operands, attributes, out, y);
    }

    /**
     * Adds a convolution with the weights turned round, which is the gradient in the data.
     *
     * @param weight {@code [in, out, height, width]}
     */
    void turned(Window window, Shape xShape, Shape yShape, String x, String weight, String y) {
        int in = xShape.dim(1);
        int out = yShape.dim(1);
        List<String> operands = List.of(input(in, x), weights(window, in, out, weight, true));
        convolution(operands, List.of(ConvolutionLowering.attributes(window)), out, y);
    }

    /** Fewer channels than a block are read as they are. */
    private String input(int in, String x) {
        return in < block ? x : emitter.nodeOf(DOMAIN, "ReorderInput", List.of(x), emitter.fresh());
    }

    private void convolution(List<String> operands, List<AttributeProto> attributes, int out, String y) {
        String blocked =
                emitter.nodeOf(DOMAIN, "Conv", operands, emitter.fresh(), attributes.toArray(AttributeProto[]::new));
        emitter.nodeOf(DOMAIN, "ReorderOutput", List.of(blocked), y, Emitter.integer("channels", out));
    }

    /** {@code [batch, channels, height, width] -> [batch, height, width, channels]}, by two steps that run in parallel. */
    String channelsLast(String x, int channels) {
        String reordered = emitter.nodeOf(DOMAIN, "ReorderInput", List.of(x), emitter.fresh());
        return emitter.nodeOf(
                DOMAIN,
                "ReorderOutput",
                List.of(reordered),
                emitter.fresh(),
                Emitter.integer("channels", channels),
                Emitter.integer("channels_last", 1));
    }

    boolean canReorder(int channels) {
        return channels % CHANNEL_ALIGNMENT == 0;
    }

    /** In the order {@code [out/block, in/block, taps, block of in, block of out]}; few channels are blocks of one. */
    private String weights(Window window, int in, int out, String weight, boolean turned) {
        int taps = window.height() * window.width();
        int inputs = in < block ? in : aligned(in);
        int outputs = aligned(out);
        int inner = in < block ? 1 : block;
        List<Integer> from = turned ? List.of(in, out, taps) : List.of(out, in, taps);
        List<Integer> to = turned ? List.of(inputs, outputs, taps) : List.of(outputs, inputs, taps);
        String whole = padded(emitter.reshape(weight, from), from, to);
        List<Integer> blocks = turned
                ? List.of(inputs / inner, inner, outputs / block, block, taps)
                : List.of(outputs / block, block, inputs / inner, inner, taps);
        List<Integer> order = turned ? List.of(2, 0, 4, 1, 3) : List.of(0, 2, 4, 3, 1);
        String ordered =
                emitter.node("Transpose", List.of(emitter.reshape(whole, blocks)), Emitter.integers("perm", order));
        if (turned) {
            List<Integer> backwards =
                    IntStream.range(0, taps).mapToObj(tap -> taps - 1 - tap).toList();
            ordered = emitter.node("Gather", List.of(ordered, emitter.vector(backwards)), Emitter.integer("axis", 2));
        }
        return emitter.reshape(ordered, List.of(outputs, inputs, window.height(), window.width()));
    }

    private String padded(String value, List<Integer> from, List<Integer> to) {
        if (from.equals(to)) {
            return value;
        }
        List<Integer> amounts = new ArrayList<>(Collections.nCopies(from.size(), 0));
        IntStream.range(0, from.size()).forEach(i -> amounts.add(to.get(i) - from.get(i)));
        String zero = emitter.fresh();
        emitter.constant(zero, new Tensor(ValueType.f32(), new double[] {0}));
        return emitter.node("Pad", List.of(value, emitter.vector(amounts), zero));
    }

    private int aligned(int channels) {
        return Math.ceilDiv(channels, block) * block;
    }
}
