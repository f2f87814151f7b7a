package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Pad in its modes; amounts below zero cut. */
final class Padding {

    private Padding() {}

    static Value pad(Call c) {
        int[] amounts = c.integers(1);
        int[] axes = c.has(3) ? c.integers(3) : IntStream.range(0, c.x().rank()).toArray();
        if (amounts.length != 2 * axes.length) {
            throw new Unimportable("expected two amounts for each axis, found " + amounts.length, "Check its operands");
        }
        String mode = c.text("mode", "constant", "constant", "edge", "reflect", "wrap");
        double value = c.has(2) ? c.number(2) : 0;
        Value x = c.x();
        for (int i = 0; i < axes.length; i++) {
            int axis = x.shape().axis(axes[i]);
            x = pad(c.b(), x, axis, amounts[i], amounts[axes.length + i], mode, value);
        }
        return x;
    }

    private static Value pad(GraphBuilder b, Value x, int axis, int before, int after, String mode, double value) {
        Value cut = b.slice(x, axis, Math.max(0, -before), x.shape().dim(axis) - Math.max(0, -after));
        int first = Math.max(0, before);
        int last = Math.max(0, after);
        if (first == 0 && last == 0) {
            return cut;
        }
        int extent = cut.shape().dim(axis);
        return switch (mode) {
            case "edge" -> taken(b, cut, axis, first, last, at -> Math.clamp(at, 0, extent - 1));
            case "wrap" -> taken(b, cut, axis, first, last, at -> Math.floorMod(at, extent));
            case "reflect" -> taken(b, cut, axis, first, last, at -> reflected(at, extent));
            default -> constant(b, cut, axis, first, last, value);
        };
    }

    private static Value constant(GraphBuilder b, Value x, int axis, int before, int after, double value) {
        List<Integer> first = new ArrayList<>(Collections.nCopies(x.rank(), 0));
        List<Integer> last = new ArrayList<>(first);
        first.set(axis, before);
        last.set(axis, after);
        return b.pad(x, first, last, value);
    }

    private static int reflected(int at, int extent) {
        int period = Math.max(1, 2 * (extent - 1));
        int within = Math.floorMod(at, period);
        return within < extent ? within : period - within;
    }

    private static Value taken(GraphBuilder b, Value x, int axis, int before, int after, IntUnaryOperator from) {
        double[] places = IntStream.range(-before, x.shape().dim(axis) + after)
                .map(from)
                .asDoubleStream()
                .toArray();
        Value indices = b.constant(new Tensor(new ValueType(DType.I64, Shape.of(places.length)), places));
        return b.gather(x, indices, axis);
    }
}
