package io.epochline.compute.onnx;

import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ONNX form of convolutions and their two gradients. */
final class ConvolutionLowering {

    private final Emitter emitter;
    private final Map<Value, String> names;
    private final Target target;
    private final BlockedConvolution blocked;

    ConvolutionLowering(Emitter emitter, Map<Value, String> names, Target target) {
        this.emitter = emitter;
        this.names = names;
        this.target = target;
        this.blocked = target instanceof Target.Cpu cpu && cpu.isBlocked()
                ? new BlockedConvolution(emitter, cpu.channelBlock())
                : null;
    }

    void forward(ConvolutionTails.Tail tail, String out) {
        Node node = tail.convolution();
        Op.Conv2d op = (Op.Conv2d) node.op();
        Shape x = node.input(0).shape();
        Shape y = node.output().shape();
        String input = names.get(node.input(0));
        String weight = names.get(node.input(1));
        String bias = tail.bias() == null ? null : names.get(tail.bias());
        if (paysBlocked(op.window(), op.groups(), x, y)) {
            blocked.forward(op.window(), x, y, input, weight, bias, tail.relu(), out);
            return;
        }
        List<String> operands = bias == null ? List.of(input, weight) : List.of(input, weight, bias);
        String convolved = tail.relu() ? emitter.fresh() : out;
        emitter.node("Conv", operands, convolved, attributes(op.window(), op.groups()));
        if (tail.relu()) {
            emitter.node("Relu", List.of(convolved), out);
        }
    }

    /** At stride 1 a convolution with the kernel turned round, which is faster than ConvTranspose. */
    void inputGradient(Op.Conv2dInputGradient op, Node node, List<String> in, String out) {
        Window window = op.window();
        int top = window.spanY() - 1 - window.padTop();
        int left = window.spanX() - 1 - window.padLeft();
        int bottom = window.spanY() - 1 - window.padBottom();
        int right = window.spanX() - 1 - window.padRight();
        boolean dense = window.strideY() == 1 && window.strideX() == 1;
        if (dense && Math.min(Math.min(top, left), Math.min(bottom, right)) >= 0) {
            Window full = new Window(window.height(), window.width(), 1, 1, top, left, bottom, right)
                    .dilated(window.dilationY(), window.dilationX());
            Shape gradient = node.input(0).shape();
            Shape result = node.output().shape();
            if (paysBlocked(full, op.groups(), gradient, result)) {
                blocked.turned(full, gradient, result, in.get(0), in.get(1), out);
                return;
            }
            Shape kernel = node.input(1).shape();
            String turned = swapped(turned(in.get(1), kernel), kernel, op.groups());
            emitter.node("Conv", List.of(in.get(0), turned), out, attributes(full, op.groups()));
            return;
        }
        Shape dy = node.input(0).shape();
        int beyondY = op.height() - window.inputHeight(dy.dim(2));
        int beyondX = op.width() - window.inputWidth(dy.dim(3));
        List<AttributeProto> attributes = new ArrayList<>(List.of(attributes(window, op.groups())));
        attributes.add(Emitter.integers("output_padding", List.of(beyondY, beyondX)));
        emitter.node("ConvTranspose", in, out, attributes.toArray(AttributeProto[]::new));
    }

    void kernelGradient(Op.Conv2dKernelGradient op, Node node, List<String> in, String out) {
        Window window = op.window();
        if (op.groups() > 1 || window.isDilated()) {
            new GroupedKernelGradient(emitter, op, node).write(in.get(0), in.get(1), out);
        } else if (target instanceof Target.Cuda) {
            new KernelGradient(emitter, window, node).write(in.get(0), in.get(1), out);
        } else {
            Shape x = node.input(0).shape();
            Shape dy = node.input(1).shape();
            new DilatedKernelGradient(emitter, blocked, window, x, dy).write(in.get(0), in.get(1), out);
        }
    }

    private boolean paysBlocked(Window window, int groups, Shape x, Shape y) {
        return blocked != null && groups == 1 && blocked.pays(window, x, y);
    }

    /** The taps in the opposite order, by a product with a permutation matrix: a slice with steps of -1 is slow. */
    private String turned(String kernel, Shape shape) {
        int taps = shape.dim(2) * shape.dim(3);
        if (taps == 1) {
            return kernel;
        }
        double[] permutation = new double[taps * taps];
        for (int tap = 0; tap < taps; tap++) {
            permutation[tap * taps + taps - 1 - tap] = 1;
        }
        String backwards = emitter.fresh();
        emitter.constant(backwards, Tensor.of(Shape.of(taps, taps), permutation));
        String rows = emitter.reshape(kernel, List.of(-1, taps));
        return emitter.reshape(emitter.node("MatMul", List.of(rows, backwards)), shape.dims());
    }

    /** {@code [o, c/groups, kh, kw] -> [c, o/groups, kh, kw]}. */
    private String swapped(String kernel, Shape shape, int groups) {
        if (groups == 1) {
            return emitter.node("Transpose", List.of(kernel), Emitter.integers("perm", List.of(1, 0, 2, 3)));
        }
        int outputs = shape.dim(0) / groups;
        int channels = shape.dim(1);
        if (outputs == 1 && channels == 1) {
            return kernel;
        }
        String grouped = emitter.reshape(kernel, List.of(groups, outputs, channels, shape.dim(2), shape.dim(3)));
        String turned = emitter.node("Transpose", List.of(grouped), Emitter.integers("perm", List.of(0, 2, 1, 3, 4)));
        return emitter.reshape(turned, List.of(groups * channels, outputs, shape.dim(2), shape.dim(3)));
    }

    private static AttributeProto[] attributes(Window window, int groups) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(attributes(window)));
        if (groups > 1) {
            attributes.add(Emitter.integer("group", groups));
        }
        return attributes.toArray(AttributeProto[]::new);
    }

    static AttributeProto[] attributes(Window window) {
        return new AttributeProto[] {
            Emitter.integers("kernel_shape", List.of(window.height(), window.width())),
            Emitter.integers("dilations", List.of(window.dilationY(), window.dilationX())),
            Emitter.integers("strides", List.of(window.strideY(), window.strideX())),
            Emitter.integers("pads", List.of(window.padTop(), window.padLeft(), window.padBottom(), window.padRight()))
        };
    }
}
