package io.epochline.compute.onnx;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ONNX form of convolutions and pooling. */
final class WindowLowering {

    private record Pool(Op op, Value input) {}

    private final Emitter emitter;
    private final Map<Value, String> names;
    private final Map<Pool, Value> pools = new HashMap<>();
    private final Set<Pool> written = new HashSet<>();

    WindowLowering(Emitter emitter, Map<Value, String> names, Graph graph) {
        this.emitter = emitter;
        this.names = names;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.MaxPool2d || node.op() instanceof Op.MaxPool2dIndices) {
                pools.put(new Pool(node.op(), node.input(0)), node.output());
            }
        }
    }

    void convolution(Window window, List<String> in, String out) {
        emitter.node("Conv", in, out, attributes(window));
    }

    /** At stride 1 a convolution with the kernel turned round, which is faster than ConvTranspose. */
    void inputGradient(Op.Conv2dInputGradient op, Node node, List<String> in, String out) {
        Window window = op.window();
        int top = window.height() - 1 - window.padTop();
        int left = window.width() - 1 - window.padLeft();
        int bottom = window.height() - 1 - window.padBottom();
        int right = window.width() - 1 - window.padRight();
        boolean dense = window.strideY() == 1 && window.strideX() == 1;
        if (dense && Math.min(Math.min(top, left), Math.min(bottom, right)) >= 0) {
            String swapped =
                    emitter.node("Transpose", List.of(in.get(1)), Emitter.integers("perm", List.of(1, 0, 2, 3)));
            String turned = window.height() * window.width() == 1
                    ? swapped
                    : emitter.reverse(swapped, emitter.fresh(), List.of(2, 3));
            Window full = new Window(window.height(), window.width(), 1, 1, top, left, bottom, right);
            convolution(full, List.of(in.get(0), turned), out);
            return;
        }
        Shape dy = node.input(0).shape();
        int beyondY = op.height()
                - spanned(dy.dim(2), window.strideY(), window.height())
                + window.padTop()
                + window.padBottom();
        int beyondX = op.width()
                - spanned(dy.dim(3), window.strideX(), window.width())
                + window.padLeft()
                + window.padRight();
        List<AttributeProto> attributes = new ArrayList<>(List.of(attributes(window)));
        attributes.add(Emitter.integers("output_padding", List.of(beyondY, beyondX)));
        emitter.node("ConvTranspose", in, out, attributes.toArray(AttributeProto[]::new));
    }

    void kernelGradient(Window window, Node node, List<String> in, String out) {
        new KernelGradient(emitter, window, node).write(in.get(0), in.get(1), out);
    }

    /** The largest elements and their positions come from one node, whichever is asked for first. */
    void maxPool(Window window, Value input) {
        if (!written.add(new Pool(new Op.MaxPool2d(window), input))) {
            return;
        }
        Value largest = pools.get(new Pool(new Op.MaxPool2d(window), input));
        Value positions = pools.get(new Pool(new Op.MaxPool2dIndices(window), input));
        List<String> outputs = new ArrayList<>();
        outputs.add(largest == null ? emitter.fresh() : name(largest));
        if (positions != null) {
            outputs.add(name(positions));
        }
        emitter.nodes("MaxPool", List.of(names.get(input)), outputs, attributes(window));
    }

    void averagePool(Window window, List<String> in, String out) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(attributes(window)));
        attributes.add(Emitter.integer("count_include_pad", 1));
        emitter.node("AveragePool", in, out, attributes.toArray(AttributeProto[]::new));
    }

    private String name(Value value) {
        return names.computeIfAbsent(value, v -> emitter.fresh());
    }

    /** The extent that a kernel covers at as many places. */
    private static int spanned(int places, int stride, int kernel) {
        return (places - 1) * stride + kernel;
    }

    private static AttributeProto[] attributes(Window window) {
        return new AttributeProto[] {
            Emitter.integers("kernel_shape", List.of(window.height(), window.width())),
            Emitter.integers("strides", List.of(window.strideY(), window.strideX())),
            Emitter.integers("pads", List.of(window.padTop(), window.padLeft(), window.padBottom(), window.padRight()))
        };
    }
}
