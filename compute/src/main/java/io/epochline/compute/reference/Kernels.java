package io.epochline.compute.reference;

import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import java.util.List;

/** The value of each op in float64. */
final class Kernels {

    private Kernels() {}

    /** The elements of the result, row-major. */
    static double[] compute(Op op, List<Tensor> in, ValueType out) {
        return switch (op) {
            case Op.Input op1 -> throw new AssertionError("inputs are fed");
            case Op.Parameter op1 -> throw new AssertionError("parameters are fed");
            case Op.Constant(var value) -> value.values();
            case Op.Unary(var kind) -> ElementwiseKernels.unary(kind, in.get(0));
            case Op.LeakyRelu(var slope) -> ElementwiseKernels.leakyRelu(slope, in.get(0));
            case Op.Elu(var alpha) -> ElementwiseKernels.elu(alpha, in.get(0));
            case Op.Binary(var kind) -> ElementwiseKernels.binary(kind, in.get(0), in.get(1), out.shape());
            case Op.Compare(var kind) -> ElementwiseKernels.compare(kind, in.get(0), in.get(1), out.shape());
            case Op.Where() -> ElementwiseKernels.where(in.get(0), in.get(1), in.get(2), out.shape());
            case Op.Cast(var to) -> ElementwiseKernels.cast(to, in.get(0));
            case Op.Reduce(var kind, var axes, var keepDims) ->
                ReductionKernels.reduce(kind, axes, in.get(0), out.shape());
            case Op.Softmax(var axis) -> ReductionKernels.softmax(axis, in.get(0));
            case Op.LogSoftmax(var axis) -> ReductionKernels.logSoftmax(axis, in.get(0));
            case Op.CumulativeSum(var axis, var reverse) -> ReductionKernels.cumulativeSum(axis, reverse, in.get(0));
            case Op.Reshape(var shape) -> in.get(0).values();
            case Op.BroadcastTo(var shape) -> LayoutKernels.broadcast(in.get(0), shape);
            case Op.Transpose(var permutation) -> LayoutKernels.transpose(permutation, in.get(0), out.shape());
            case Op.Slice slice -> LayoutKernels.slice(slice, in.get(0), out.shape());
            case Op.Reverse(var axes) -> LayoutKernels.reverse(axes, in.get(0));
            case Op.Pad(var before, var after, var value) -> LayoutKernels.pad(before, value, in.get(0), out.shape());
            case Op.Concat(var axis) -> LayoutKernels.concat(axis, in, out.shape());
            case Op.MatMul() -> ReductionKernels.matMul(in.get(0), in.get(1), out.shape());
            case Op.Conv2d(var window, var groups) ->
                ConvolutionKernels.forward(window, groups, in.get(0), in.get(1), out.shape());
            case Op.Conv2dInputGradient(var window, var groups, var height, var width) ->
                ConvolutionKernels.inputGradient(window, groups, in.get(0), in.get(1), out.shape());
            case Op.Conv2dKernelGradient(var window, var groups) ->
                ConvolutionKernels.kernelGradient(window, groups, in.get(0), in.get(1), out.shape());
            case Op.MaxPool2d(var window) -> {
                double[] positions = PoolingKernels.maxIndices(window, in.get(0), out.shape());
                yield LayoutKernels.pick(in.get(0), positions);
            }
            case Op.MaxPool2dIndices(var window) -> PoolingKernels.maxIndices(window, in.get(0), out.shape());
            case Op.AveragePool2d(var window) -> PoolingKernels.average(window, in.get(0), out.shape());
            case Op.Enlarge2d(var rows, var columns) -> PoolingKernels.enlarge(rows, columns, in.get(0), out.shape());
            case Op.Gather(var axis) -> LayoutKernels.gather(axis, in.get(0), in.get(1), out.shape());
            case Op.ArgSort(var axis) -> LayoutKernels.argSort(axis, in.get(0));
            case Op.TakeAlongAxis(var axis) -> LayoutKernels.takeAlongAxis(axis, in.get(0), in.get(1));
            case Op.ScatterAddAlongAxis(var axis, var extent) ->
                LayoutKernels.scatterAdd(axis, in.get(0), in.get(1), out.shape());
        };
    }
}
