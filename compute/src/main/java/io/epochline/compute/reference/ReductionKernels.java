package io.epochline.compute.reference;

import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.util.Arrays;
import java.util.List;

/** Folds, and what is made of folds. */
final class ReductionKernels {

    private ReductionKernels() {}

    static double[] reduce(Op.Reduction kind, List<Integer> axes, Tensor x, Shape out) {
        Shape kept = x.shape();
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        double[] result = new double[out.size()];
        Arrays.fill(
                result,
                switch (kind) {
                    case SUM, MEAN -> 0;
                    case MAX, LOG_SUM_EXP -> Double.NEGATIVE_INFINITY;
                    case MIN -> Double.POSITIVE_INFINITY;
                });
        Walk.over(x.shape(), 0, Walk.broadcastStrides(kept, x.shape()), (here, there) -> {
            double value = x.values()[here];
            result[there] = switch (kind) {
                case SUM, MEAN -> result[there] + value;
                case MAX -> Math.max(result[there], value);
                case MIN -> Math.min(result[there], value);
                case LOG_SUM_EXP -> logAddExp(result[there], value);
            };
        });
        if (kind == Op.Reduction.MEAN) {
            double folded = axes.stream().reduce(1, (n, axis) -> n * x.shape().dim(axis));
            Arrays.setAll(result, i -> result[i] / folded);
        }
        return result;
    }

    private static double logAddExp(double a, double b) {
        double larger = Math.max(a, b);
        return Double.isInfinite(larger) ? larger : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    static double[] softmax(int axis, Tensor x) {
        return Arrays.stream(logSoftmax(axis, x)).map(Math::exp).toArray();
    }

    static double[] logSoftmax(int axis, Tensor x) {
        double[] result = new double[x.values().length];
        Lanes.along(axis, x.shape()).forEach(lane -> {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < lane.length(); i++) {
                max = Math.max(max, x.values()[lane.at(i)]);
            }
            double sum = 0;
            for (int i = 0; i < lane.length(); i++) {
                sum += Math.exp(x.values()[lane.at(i)] - max);
            }
            for (int i = 0; i < lane.length(); i++) {
                result[lane.at(i)] = x.values()[lane.at(i)] - max - Math.log(sum);
            }
        });
        return result;
    }

    static double[] cumulativeSum(int axis, boolean reverse, Tensor x) {
        double[] result = new double[x.values().length];
        Lanes.along(axis, x.shape()).forEach(lane -> {
            double sum = 0;
            for (int i = 0; i < lane.length(); i++) {
                int at = lane.at(reverse ? lane.length() - 1 - i : i);
                sum += x.values()[at];
                result[at] = sum;
            }
        });
        return result;
    }

    static double[] matMul(Tensor a, Tensor b, Shape out) {
        int rows = out.dim(-2);
        int columns = out.dim(-1);
        int inner = a.shape().dim(-1);
        double[] left = LayoutKernels.broadcast(a, out.with(-1, inner));
        double[] right = LayoutKernels.broadcast(b, out.with(-2, inner));
        double[] result = new double[out.size()];
        int matrices = out.with(-1, 1).with(-2, 1).size();
        for (int m = 0; m < matrices; m++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        sum += left[(m * rows + row) * inner + k] * right[(m * inner + k) * columns + column];
                    }
                    result[(m * rows + row) * columns + column] = sum;
                }
            }
        }
        return result;
    }
}
