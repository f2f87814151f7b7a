package io.epochline.compute.ir;

import java.util.List;

/** Counts work: two floating-point operations for each multiply-add of a product or convolution; the rest counts as none. */
public final class Flops {

    private Flops() {}

    public static long of(List<Node> nodes) {
        return nodes.stream().mapToLong(Flops::of).sum();
    }

    private static long of(Node node) {
        return switch (node.op()) {
            case Op.MatMul op ->
                2 * elements(node.output()) * node.input(0).shape().dim(-1);
            case Op.Conv2d op -> 2 * elements(node.output()) * weightsOfAnOutput(node.input(1));
            // The sizes of its operands are those of the convolution that it is the adjoint of.
            case Op.Conv2dInputGradient op -> 2 * elements(node.input(0)) * weightsOfAnOutput(node.input(1));
            case Op.Conv2dKernelGradient op -> 2 * elements(node.input(1)) * weightsOfAnOutput(node.output());
            default -> 0;
        };
    }

    private static long weightsOfAnOutput(Value kernel) {
        return kernel.shape().dropFirst(1).size();
    }

    private static long elements(Value value) {
        return value.shape().size();
    }
}
