package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Value;
import java.util.List;

/** The gradient of each op: what arrives at its value, carried to its operands. */
final class Pullbacks {

    private Pullbacks() {}

    static List<Value> of(Site site) {
        GraphBuilder b = site.b();
        Value dy = site.dy();
        return switch (site.node().op()) {
            case Op.Input op -> List.of();
            case Op.Parameter op -> List.of();
            case Op.Constant op -> List.of();
            case Op.Unary(var kind) -> site.each(i -> ElementwisePullbacks.unary(kind, site));
            case Op.LeakyRelu(var slope) -> site.each(i -> ElementwisePullbacks.leakyRelu(slope, site));
            case Op.Elu(var alpha) -> site.each(i -> ElementwisePullbacks.elu(alpha, site));
            case Op.Binary(var kind) ->
                site.each(i -> site.sumTo(
                        ElementwisePullbacks.binary(kind, i, site),
                        site.node().input(i).shape()));
            case Op.Compare op -> site.each(i -> null);
            case Op.Where op -> site.each(i -> ElementwisePullbacks.where(i, site));
            case Op.Cast op -> site.each(i -> b.cast(dy, site.x().dtype()));
            case Op.Reduce op -> site.each(i -> ReductionPullbacks.reduce(op, site));
            case Op.Softmax(var axis) -> site.each(i -> ReductionPullbacks.softmax(axis, site));
            case Op.LogSoftmax(var axis) ->
                site.each(i -> b.subtract(dy, b.multiply(b.exp(site.y()), b.sumKeepDims(dy, axis))));
            case Op.CumulativeSum(var axis, var reverse) ->
                site.each(i -> b.apply(new Op.CumulativeSum(axis, !reverse), dy));
            case Op.Reshape op -> site.each(i -> b.reshape(dy, site.x().shape()));
            case Op.BroadcastTo op -> site.each(i -> site.sumTo(dy, site.x().shape()));
            case Op.Transpose(var permutation) -> site.each(i -> LayoutPullbacks.transpose(permutation, site));
            case Op.Slice op -> site.each(i -> LayoutPullbacks.slice(op, site));
            case Op.Reverse op -> site.each(i -> b.apply(op, dy));
            case Op.Pad(var before, var after, var value) -> site.each(i -> LayoutPullbacks.pad(before, site));
            case Op.Concat(var axis) -> site.each(i -> LayoutPullbacks.concat(axis, i, site));
            case Op.MatMul op -> site.each(i -> matMul(i, site));
            case Op.Conv2d op -> site.each(i -> WindowPullbacks.convolution(op, i, site));
            case Op.Conv2dInputGradient op -> site.each(i -> WindowPullbacks.inputGradient(op, i, site));
            case Op.Conv2dKernelGradient op -> site.each(i -> WindowPullbacks.kernelGradient(op, i, site));
            case Op.MaxPool2d(var window) -> site.each(i -> WindowPullbacks.maxPool(window, site));
            case Op.MaxPool2dIndices op -> site.each(i -> null);
            case Op.AveragePool2d(var window) -> site.each(i -> WindowPullbacks.averagePool(window, site));
            case Op.Enlarge2d(var rows, var columns) -> site.each(i -> WindowPullbacks.enlarge(rows, columns, site));
            case Op.Gather(var axis) -> site.each(i -> LayoutPullbacks.gather(axis, site));
            case Op.ArgSort op -> site.each(i -> null);
            case Op.TakeAlongAxis(var axis) ->
                site.each(i -> b.scatterAdd(
                        site.node().input(1), dy, axis, site.x().shape().dim(axis)));
            case Op.ScatterAddAlongAxis(var axis, var extent) -> site.each(i -> b.takeAlongAxis(dy, site.x(), axis));
        };
    }

    private static Value matMul(int operand, Site site) {
        GraphBuilder b = site.b();
        Value other = b.transposeMatrix(site.node().input(1 - operand));
        Value full = operand == 0 ? b.matmul(site.dy(), other) : b.matmul(other, site.dy());
        return site.sumTo(full, site.node().input(operand).shape());
    }
}
