package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.stream.IntStream;

/**
 * {@code f32[channels, height, width] -> f32[channels + 2, height, width]}: appends each pixel's row and column, from -1
 * at the first to 1 at the last, so that convolutions know where they are (Liu et al. 2018).
 */
record Coords() implements Layer {
    @Override
    public String kind() {
        return "coords";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        Shape plane = x.shape().with(1, 1);
        Value rows = line(at, x, Shape.of(1, 1, x.shape().dim(2), 1));
        Value columns = line(at, x, Shape.of(1, 1, 1, x.shape().dim(3)));
        return at.g().concat(1, x, at.g().broadcastTo(rows, plane), at.g().broadcastTo(columns, plane));
    }

    private static Value line(Scope at, Value x, Shape shape) {
        int last = shape.size() - 1;
        double[] places = IntStream.rangeClosed(0, last)
                .mapToDouble(i -> last == 0 ? 0 : 2.0 * i / last - 1)
                .toArray();
        return at.g().constant(new Tensor(new ValueType(x.dtype(), shape), places));
    }
}
