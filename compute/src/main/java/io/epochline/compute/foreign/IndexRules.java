package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.SortingOps;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Shapes, numbers made from nothing, and elements found by their places. */
final class IndexRules {

    private static final int LONGEST_RANGE = 1 << 24;

    private IndexRules() {}

    static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        rules.put("ArgMax", Rule.one(c -> argument(c, true)));
        rules.put("ArgMin", Rule.one(c -> argument(c, false)));
        rules.put("Constant", Rule.one(IndexRules::constant));
        rules.put("ConstantOfShape", Rule.one(IndexRules::constantOfShape));
        rules.put("Gather", Rule.one(IndexRules::gather));
        rules.put("GatherElements", Rule.one(IndexRules::gatherElements));
        rules.put("OneHot", Rule.one(IndexRules::oneHot));
        rules.put("Range", Rule.one(IndexRules::range));
        rules.put("Shape", Rule.one(IndexRules::shape));
        rules.put("Size", Rule.one(c -> longs(c.b(), Shape.SCALAR, c.x().shape().size())));
        rules.put("TopK", IndexRules::topK);
        rules.put("Trilu", Rule.one(IndexRules::triangle));
        return rules;
    }

    private static Value longs(GraphBuilder b, Shape shape, double... values) {
        return b.constant(new Tensor(new ValueType(DType.I64, shape), values));
    }

    private static Value shape(Call c) {
        int rank = c.x().rank();
        int start = bound(c.integer("start", 0), rank);
        int end = Math.max(start, bound(c.integer("end", rank), rank));
        double[] dims = c.x().shape().dims().subList(start, end).stream()
                .mapToDouble(dim -> dim)
                .toArray();
        return longs(c.b(), Shape.of(dims.length), dims);
    }

    private static int bound(int axis, int rank) {
        return Math.clamp(axis < 0 ? (long) axis + rank : axis, 0, rank);
    }

    private static Value constant(Call c) {
        GraphBuilder b = c.b();
        Optional<Tensor> tensor = c.node().tensor("value");
        if (tensor.isPresent()) {
            return b.constant(tensor.get());
        }
        Optional<List<Long>> integers = c.node().integers("value_ints");
        if (integers.isPresent()) {
            double[] values =
                    integers.get().stream().mapToDouble(Long::doubleValue).toArray();
            return longs(b, Shape.of(values.length), values);
        }
        Optional<List<Float>> reals = c.node().reals("value_floats");
        if (reals.isPresent()) {
            double[] values =
                    reals.get().stream().mapToDouble(Float::doubleValue).toArray();
            return b.constant(Tensor.of(Shape.of(values.length), values));
        }
        if (c.node().attributes().containsKey("value_int")) {
            return longs(b, Shape.SCALAR, c.node().integer("value_int", 0));
        }
        if (c.node().attributes().containsKey("value_float")) {
            return b.constant(c.real("value_float", 0));
        }
        throw new Unimportable(
                "expected numbers, found " + c.node().attributes().keySet(), "Export dense numbers");
    }

    private static Value constantOfShape(Call c) {
        Tensor value = c.node().tensor("value").orElse(Tensor.scalar(0));
        Value scalar = c.b().constant(new Tensor(value.type().withShape(Shape.SCALAR), new double[] {value.item()}));
        return c.b().broadcastTo(scalar, Shape.of(c.integers(0)));
    }

    private static Value range(Call c) {
        double start = c.number(0);
        double step = c.number(2);
        double count = step == 0 ? Double.NaN : Math.max(0, Math.ceil((c.number(1) - start) / step));
        if (!(count <= LONGEST_RANGE)) {
            throw new Unimportable("expected at most " + LONGEST_RANGE + " numbers, found " + count, "Shorten it");
        }
        double[] values = LongStream.range(0, (long) count)
                .mapToDouble(i -> start + i * step)
                .toArray();
        return c.b().constant(new Tensor(new ValueType(c.x().dtype(), Shape.of(values.length)), values));
    }

    /** One known place is a slice, whose gradient is cheaper. */
    private static Value gather(Call c) {
        int axis = c.x().shape().axis(c.integer("axis", 0));
        Optional<Tensor> place = c.numbers().apply(c.x(1)).filter(tensor -> tensor.values().length == 1);
        if (place.isEmpty()) {
            return c.b().gather(c.x(), c.x(1), axis);
        }
        int extent = c.x().shape().dim(axis);
        int at = (int) place.get().item();
        int from = at < 0 ? at + extent : at;
        if (from < 0 || from >= extent) {
            throw new Unimportable(
                    "expected an index within " + extent + ", found " + at, "Check the shapes it is given");
        }
        Value slice = c.b().slice(c.x(), axis, from, from + 1);
        List<Integer> dims = new java.util.ArrayList<>(c.x().shape().dims());
        dims.remove(axis);
        dims.addAll(axis, c.x(1).shape().dims());
        return c.b().reshape(slice, new Shape(dims));
    }

    private static Value gatherElements(Call c) {
        GraphBuilder b = c.b();
        int axis = c.integer("axis", 0);
        Value places = c.x(1);
        Value end = b.scalar(c.x().shape().dim(axis), places);
        Value fromStart = b.where(b.less(places, b.scalar(0, places)), b.add(places, end), places);
        return b.takeAlongAxis(c.x(), fromStart, axis);
    }

    private static List<Value> topK(Call c) {
        int axis = c.integer("axis", -1);
        int k = c.integers(1)[0];
        SortingOps.Ranked ranked =
                c.flag("largest", true) ? c.b().largest(c.x(), k, axis) : c.b().smallest(c.x(), k, axis);
        return List.of(ranked.values(), ranked.positions());
    }

    private static Value argument(Call c, boolean largest) {
        if (c.flag("select_last_index", false)) {
            throw Unimportable.attribute("select_last_index", 0, 1);
        }
        int axis = c.x().shape().axis(c.integer("axis", 0));
        Value places = (largest ? c.b().largest(c.x(), 1, axis) : c.b().smallest(c.x(), 1, axis)).positions();
        return c.flag("keepdims", true)
                ? places
                : c.b().reshape(
                                places,
                                Shape.of(IntStream.range(0, places.rank())
                                        .filter(i -> i != axis)
                                        .map(places.shape()::dim)
                                        .toArray()));
    }

    private static Value oneHot(Call c) {
        GraphBuilder b = c.b();
        int axis = c.integer("axis", -1);
        double[] offOn = c.known(2).values();
        if (axis != -1 || offOn.length != 2) {
            throw Unimportable.attribute("axis", -1, axis);
        }
        Value hot = b.oneHot(c.whole(c.x()), (int) c.number(1));
        return b.cast(b.add(b.multiply(hot, offOn[1] - offOn[0]), offOn[0]), c.x(2).dtype());
    }

    /** The elements on and above a diagonal, or on and below it; the others are 0. */
    private static Value triangle(Call c) {
        GraphBuilder b = c.b();
        int diagonal = c.has(1) ? (int) c.number(1) : 0;
        boolean upper = c.flag("upper", true);
        int rows = c.x().shape().dim(-2);
        int columns = c.x().shape().dim(-1);
        double[] kept = new double[rows * columns];
        Arrays.setAll(kept, i -> {
            int above = i % columns - i / columns - diagonal;
            return (upper ? above >= 0 : above <= 0) ? 1 : 0;
        });
        Value mask = b.constant(new Tensor(new ValueType(DType.BOOL, Shape.of(rows, columns)), kept));
        return b.where(mask, c.x(), b.scalar(0, c.x()));
    }
}
