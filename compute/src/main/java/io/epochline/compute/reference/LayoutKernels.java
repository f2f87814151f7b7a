package io.epochline.compute.reference;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What moves elements. */
final class LayoutKernels {

    private LayoutKernels() {}

    static double[] broadcast(Tensor x, Shape out) {
        return x.shape().equals(out) ? x.values() : view(x, out, 0, Walk.broadcastStrides(x.shape(), out));
    }

    static double[] transpose(List<Integer> permutation, Tensor x, Shape out) {
        int[] own = x.shape().strides();
        return view(x, out, 0, permutation.stream().mapToInt(axis -> own[axis]).toArray());
    }

    static double[] slice(Op.Slice op, Tensor x, Shape out) {
        int[] own = x.shape().strides();
        int base = IntStream.range(0, own.length)
                .map(axis -> own[axis] * op.starts().get(axis))
                .sum();
        int[] strides = IntStream.range(0, own.length)
                .map(axis -> own[axis] * op.steps().get(axis))
                .toArray();
        return view(x, out, base, strides);
    }

    static double[] reverse(List<Integer> axes, Tensor x) {
        int[] strides = x.shape().strides();
        int base = 0;
        for (int axis : axes) {
            base += strides[axis] * (x.shape().dim(axis) - 1);
            strides[axis] = -strides[axis];
        }
        return view(x, x.shape(), base, strides);
    }

    static double[] pad(List<Integer> before, double value, Tensor x, Shape out) {
        double[] result = new double[out.size()];
        Arrays.fill(result, value);
        place(x, result, out, before.stream().mapToInt(p -> p).toArray());
        return result;
    }

    static double[] concat(int axis, List<Tensor> parts, Shape out) {
        double[] result = new double[out.size()];
        int[] corner = new int[out.rank()];
        for (Tensor part : parts) {
            place(part, result, out, corner);
            corner[axis] += part.shape().dim(axis);
        }
        return result;
    }

    static double[] pick(Tensor x, double[] positions) {
        return Arrays.stream(positions)
                .map(position -> x.values()[(int) position])
                .toArray();
    }

    static double[] gather(int axis, Tensor x, Tensor indices, Shape out) {
        double[] result = new double[out.size()];
        int inner = x.shape().dropFirst(axis + 1).size();
        int taken = indices.values().length;
        for (int here = 0; here < result.length; here++) {
            int outer = here / inner / taken;
            int index = index(indices.values()[here / inner % taken], x.shape().dim(axis));
            result[here] = x.values()[(outer * x.shape().dim(axis) + index) * inner + here % inner];
        }
        return result;
    }

    static double[] argSort(int axis, Tensor x) {
        double[] result = new double[x.values().length];
        Lanes.along(axis, x.shape()).forEach(lane -> {
            int[] order = IntStream.range(0, lane.length())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> x.values()[lane.at(i)]))
                    .mapToInt(i -> i)
                    .toArray();
            IntStream.range(0, order.length).forEach(i -> result[lane.at(i)] = order[i]);
        });
        return result;
    }

    static double[] takeAlongAxis(int axis, Tensor x, Tensor indices) {
        double[] result = new double[indices.values().length];
        int extent = x.shape().dim(axis);
        Walk.over(
                indices.shape(),
                0,
                lineStrides(axis, x.shape()),
                (here, line) -> result[here] = x.values()[
                        line + index(indices.values()[here], extent) * x.shape().strides()[axis]]);
        return result;
    }

    static double[] scatterAdd(int axis, Tensor indices, Tensor updates, Shape out) {
        double[] result = new double[out.size()];
        Walk.over(
                indices.shape(),
                0,
                lineStrides(axis, out),
                (here, line) -> result[line + index(indices.values()[here], out.dim(axis)) * out.strides()[axis]] +=
                        updates.values()[here]);
        return result;
    }

    private static int index(double given, int extent) {
        if (given < -extent || given >= extent) {
            throw new ComputeException(
                    "index_out_of_range",
                    ComputeException.Category.USER,
                    "index: expected %d to %d, found %.0f".formatted(-extent, extent - 1, given));
        }
        return (int) (given < 0 ? given + extent : given);
    }

    private static int[] lineStrides(int axis, Shape shape) {
        int[] strides = shape.strides();
        strides[axis] = 0;
        return strides;
    }

    private static double[] view(Tensor x, Shape out, int base, int[] strides) {
        double[] result = new double[out.size()];
        Walk.over(out, base, strides, (here, there) -> result[here] = x.values()[there]);
        return result;
    }

    private static void place(Tensor part, double[] target, Shape out, int[] corner) {
        int[] strides = out.strides();
        int base = IntStream.range(0, strides.length)
                .map(axis -> strides[axis] * corner[axis])
                .sum();
        Walk.over(part.shape(), base, strides, (here, there) -> target[there] = part.values()[here]);
    }
}
