package io.epochline.compute.onnx;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.List;
import java.util.Map;

/** The ONNX form of each op. The twin is the same node at another batch size. */
final class Lowering {

    private final Emitter emitter;
    private final Map<Value, String> names;
    private final ConvolutionTails tails;
    private final ConvolutionLowering convolutions;
    private final PoolingLowering pools;
    private final boolean half;

    Lowering(Emitter emitter, Map<Value, String> names, Graph graph, ConvolutionTails tails, Target target) {
        this.emitter = emitter;
        this.names = names;
        this.tails = tails;
        this.half = target.half();
        this.convolutions = new ConvolutionLowering(emitter, names, target);
        this.pools = new PoolingLowering(emitter, names, graph);
    }

    void lower(Node node, Node twin) {
        String out = names.get(node.output());
        emitter.halve(half && node.output().dtype() == DType.F32);
        ConvolutionTails.Tail tail = tails.endingIn(node);
        if (tail != null) {
            convolutions.forward(tail, out);
            return;
        }
        List<String> in = node.inputs().stream().map(names::get).toList();
        switch (node.op()) {
            case Op.Input op -> throw new AssertionError("an input is not computed");
            case Op.Parameter op -> throw new AssertionError("a parameter is not computed");
            case Op.Constant(var value) -> constant(out, value, ((Op.Constant) twin.op()).value());
            // The steepest hard sigmoid rises from 0 to 1 within the smallest float; it is far faster than a selection.
            case Op.Unary(var kind)
            when kind == Op.UnaryKind.STEP ->
                emitter.node(
                        OnnxNames.of(kind), in, out, Emitter.real("alpha", Float.MAX_VALUE), Emitter.real("beta", 0));
            case Op.Unary(var kind) -> emitter.node(OnnxNames.of(kind), in, out);
            case Op.LeakyRelu(var slope) -> emitter.node("LeakyRelu", in, out, Emitter.real("alpha", (float) slope));
            case Op.Elu(var alpha) -> emitter.node("Elu", in, out, Emitter.real("alpha", (float) alpha));
            case Op.Binary(var kind) -> emitter.node(OnnxNames.of(kind), in, out);
            case Op.Compare(var kind) -> emitter.node(OnnxNames.of(kind), in, out);
            case Op.Where() -> emitter.node("Where", in, out);
            case Op.Cast(var to) -> emitter.node("Cast", in, out, Emitter.integer("to", Emitter.dataType(to)));
            case Op.Reduce(var kind, var axes, var keepDims) ->
                emitter.node(
                        OnnxNames.of(kind),
                        List.of(in.get(0), emitter.vector(axes)),
                        out,
                        Emitter.integer("keepdims", keepDims ? 1 : 0),
                        Emitter.integer("noop_with_empty_axes", 1));
            case Op.Softmax(var axis) -> emitter.node("Softmax", in, out, Emitter.integer("axis", axis));
            case Op.LogSoftmax(var axis) -> emitter.node("LogSoftmax", in, out, Emitter.integer("axis", axis));
            case Op.CumulativeSum(var axis, var reverse) ->
                emitter.node(
                        "CumSum",
                        List.of(in.get(0), emitter.scalar(axis)),
                        out,
                        Emitter.integer("reverse", reverse ? 1 : 0));
            case Op.Reshape op -> reshape(in.get(0), out, extents(node, twin));
            case Op.BroadcastTo op when isEmpty(node) -> nothing(node, twin, out);
            case Op.BroadcastTo op ->
                emitter.node("Expand", List.of(in.get(0), emitter.vector(extents(node, twin))), out);
            case Op.Transpose(var permutation) ->
                emitter.node("Transpose", in, out, Emitter.integers("perm", permutation));
            case Op.Slice op -> slice(in.get(0), out, op, (Op.Slice) twin.op());
            case Op.Reverse(var axes) -> emitter.reverse(in.get(0), out, axes);
            case Op.Pad op -> pad(in.get(0), out, op, (Op.Pad) twin.op(), node);
            case Op.Concat(var axis) -> emitter.node("Concat", in, out, Emitter.integer("axis", axis));
            case Op.MatMul op when isEmpty(node) -> nothing(node, twin, out);
            case Op.MatMul op -> emitter.node("MatMul", in, out);
            case Op.Conv2d op -> throw new AssertionError("a convolution is the head of a tail");
            case Op.Conv2dInputGradient op -> convolutions.inputGradient(op, node, in, out);
            case Op.Conv2dKernelGradient op -> convolutions.kernelGradient(op, node, in, out);
            case Op.MaxPool2d(var window) -> pools.maxPool(window, node.input(0));
            case Op.MaxPool2dIndices(var window) -> pools.maxPool(window, node.input(0));
            case Op.AveragePool2d(var window) -> pools.averagePool(window, in, out);
            case Op.Enlarge2d(var rows, var columns) -> pools.enlarge(rows, columns, in.get(0), out);
            case Op.Gather(var axis) -> emitter.node("Gather", in, out, Emitter.integer("axis", axis));
            case Op.ArgSort op when isEmpty(node) -> nothing(node, twin, out);
            case Op.ArgSort(var axis) -> argSort(axis, in.get(0), out, extents(node, twin));
            case Op.TakeAlongAxis(var axis) -> emitter.node("GatherElements", in, out, Emitter.integer("axis", axis));
            case Op.ScatterAddAlongAxis(var axis, var extent) -> {
                String zeros = emitter.node("ConstantOfShape", List.of(emitter.vector(extents(node, twin))));
                emitter.node(
                        "ScatterElements",
                        List.of(zeros, in.get(0), in.get(1)),
                        out,
                        Emitter.integer("axis", axis),
                        Emitter.string("reduction", "add"));
            }
        }
    }

    private static Extents extents(Node node, Node twin) {
        return Extents.of(node.output().shape(), twin.output().shape());
    }

    private void constant(String out, Tensor value, Tensor twin) {
        if (!value.equals(twin)) {
            throw new ComputeException(
                    "batch_dependent",
                    ComputeException.Category.USER,
                    "export: expected constants that do not depend on the batch size, found " + value + " at batch "
                            + BatchedGraph.FIRST + " and " + twin + " at batch " + BatchedGraph.SECOND);
        }
        emitter.constant(out, value);
    }

    private static boolean isEmpty(Node node) {
        return node.output().shape().size() == 0;
    }

    /** ONNX Runtime expands to 1 where the extent is to be 0, and ends the process where it sorts an empty tensor. */
    private void nothing(Node node, Node twin, String out) {
        String empty = emitter.node("ConstantOfShape", List.of(emitter.vector(extents(node, twin))));
        AttributeProto dtype =
                Emitter.integer("to", Emitter.dataType(node.output().dtype()));
        emitter.node("Cast", List.of(empty), out, dtype);
    }

    private void reshape(String in, String out, Extents extents) {
        boolean hasZero = false;
        for (int i = 0; i < extents.size(); i++) {
            hasZero |= !extents.follows(i) && extents.offsets()[i] == 0;
        }
        String shape = hasZero ? emitter.vector(extents) : emitter.reshapeVector(extents);
        emitter.node("Reshape", List.of(in, shape), out, Emitter.integer("allowzero", hasZero ? 1 : 0));
    }

    private void slice(String in, String out, Op.Slice op, Op.Slice twin) {
        String starts = emitter.vector(Extents.of(op.starts(), twin.starts()));
        String ends = emitter.vector(Extents.of(op.ends(), twin.ends()));
        String axes = emitter.vector(axes(op.starts().size()));
        emitter.node("Slice", List.of(in, starts, ends, axes, emitter.vector(op.steps())), out);
    }

    private void pad(String in, String out, Op.Pad op, Op.Pad twin, Node node) {
        Extents before = Extents.of(op.before(), twin.before());
        Extents after = Extents.of(op.after(), twin.after());
        String value = emitter.fresh();
        emitter.constant(
                value, new Tensor(node.output().type().withShape(io.epochline.compute.ir.Shape.SCALAR), new double[] {
                    op.value()
                }));
        String amounts = before.following() + after.following() == 0
                ? emitter.vector(java.util.stream.Stream.concat(op.before().stream(), op.after().stream())
                        .toList())
                : emitter.node(
                        "Concat", List.of(emitter.vector(before), emitter.vector(after)), Emitter.integer("axis", 0));
        emitter.node("Pad", List.of(in, amounts, value), out);
    }

    private void argSort(int axis, String in, String out, Extents shape) {
        Extents extent = new Extents(new long[] {shape.scales()[axis]}, new long[] {shape.offsets()[axis]});
        emitter.nodes(
                "TopK",
                List.of(in, emitter.vector(extent)),
                List.of(emitter.fresh(), out),
                Emitter.integer("axis", axis),
                Emitter.integer("largest", 0),
                Emitter.integer("sorted", 1));
    }

    private static List<Integer> axes(int rank) {
        return java.util.stream.IntStream.range(0, rank).boxed().toList();
    }
}
