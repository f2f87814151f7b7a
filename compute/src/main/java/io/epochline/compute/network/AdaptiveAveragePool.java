package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import java.util.Arrays;

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
        int height = x.shape().dim(2);
        int width = x.shape().dim(3);
        if (height % size == 0 && width % size == 0) {
            int high = height / size;
            int wide = width / size;
            return at.g().averagePool2d(x, new Window(high, wide, high, wide, 0, 0, 0, 0));
        }
        int planes = x.shape().dim(0) * x.shape().dim(1);
        Value columns = at.g().matmul(x, at.g().transposeMatrix(means(at, x, width)));
        Value cells = at.g().matmul(means(at, x, height), at.g().reshape(columns, planes, height, size));
        return at.g().reshape(cells, x.shape().with(2, size).with(3, size));
    }

    /** {@code f32[size, extent]}, a row of weights for each cell. */
    private Value means(Scope at, Value x, int extent) {
        double[] weights = new double[extent * size];
        for (int cell = 0; cell < size; cell++) {
            int from = Math.floorDiv(cell * extent, size);
            int to = Math.ceilDiv((cell + 1) * extent, size);
            Arrays.fill(weights, cell * extent + from, cell * extent + to, 1.0 / (to - from));
        }
        return at.g().constant(new Tensor(new ValueType(x.dtype(), Shape.of(size, extent)), weights));
    }
}
