package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;

/**
 * {@code f32[channels, height, width] -> f32[channels, size, size]}: means over a grid of equal cells, whatever the
 * extent of the image. Cell {@code i} covers {@code floor(i·n/size)} to before {@code ceil((i + 1)·n/size)}.
 */
record AdaptiveAveragePool(int size) implements Layer {
    static AdaptiveAveragePool read(Fields fields) {
        return new AdaptiveAveragePool(fields.whole("size", 1));
    }

    @Override
    public String kind() {
        return "adaptive_average_pool";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        Value columns = at.g().matmul(x, means(at, x, 3));
        Value rows = at.g().matmul(at.g().transposeMatrix(columns), means(at, x, 2));
        return at.g().transposeMatrix(rows);
    }

    /** {@code f32[extent, size]}, a column of weights for each cell. */
    private Value means(Scope at, Value x, int axis) {
        int extent = x.shape().dim(axis);
        double[] weights = new double[extent * size];
        for (int cell = 0; cell < size; cell++) {
            int from = Math.floorDiv(cell * extent, size);
            int to = Math.ceilDiv((cell + 1) * extent, size);
            for (int position = from; position < to; position++) {
                weights[position * size + cell] = 1.0 / (to - from);
            }
        }
        return at.g().constant(new Tensor(new ValueType(x.dtype(), Shape.of(extent, size)), weights));
    }
}
