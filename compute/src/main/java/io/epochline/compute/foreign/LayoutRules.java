package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What gives elements another place. */
final class LayoutRules {

    private LayoutRules() {}

    static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        rules.put("Concat", Rule.one(c -> c.b().concat(
                        c.integer("axis", 0), c.operands().toArray(Value[]::new))));
        rules.put("DepthToSpace", Rule.one(LayoutRules::depthToSpace));
        rules.put("Expand", Rule.one(LayoutRules::expand));
        rules.put("Flatten", Rule.one(LayoutRules::flatten));
        rules.put("Pad", Rule.one(Padding::pad));
        rules.put("Reshape", Rule.one(LayoutRules::reshape));
        rules.put("Slice", Rule.one(LayoutRules::slice));
        rules.put("SpaceToDepth", Rule.one(LayoutRules::spaceToDepth));
        rules.put("SequenceAt", Rule.one(LayoutRules::partOfSequence));
        rules.put("Split", LayoutRules::split);
        rules.put("Squeeze", Rule.one(LayoutRules::squeeze));
        rules.put("Tile", Rule.one(LayoutRules::tile));
        rules.put("Transpose", Rule.one(LayoutRules::transpose));
        rules.put("Unsqueeze", Rule.one(LayoutRules::unsqueeze));
        return rules;
    }

    /** 0 keeps an extent, -1 is worked out. */
    private static Value reshape(Call c) {
        int[] dims = c.integers(1);
        if (!c.flag("allowzero", false)) {
            for (int i = 0; i < dims.length; i++) {
                dims[i] = dims[i] == 0 ? c.x().shape().dim(i) : dims[i];
            }
        }
        return c.b().reshape(c.x(), dims);
    }

    private static Value flatten(Call c) {
        int axis = c.integer("axis", 1);
        int from = axis == c.x().rank() ? axis : c.x().shape().axis(axis);
        Shape shape = c.x().shape();
        int rows = new Shape(shape.dims().subList(0, from)).size();
        return c.b().reshape(c.x(), rows, shape.dropFirst(from).size());
    }

    private static Value transpose(Call c) {
        int[] backwards =
                IntStream.range(0, c.x().rank()).map(i -> c.x().rank() - 1 - i).toArray();
        return c.b().transpose(c.x(), c.integers("perm").orElse(backwards));
    }

    private static Value expand(Call c) {
        return c.b().broadcastTo(c.x(), c.x().shape().broadcast(Shape.of(c.integers(1))));
    }

    private static Value squeeze(Call c) {
        Shape shape = c.x().shape();
        List<Integer> dropped = c.axes(1)
                .map(axes -> Arrays.stream(axes).map(shape::axis).boxed().toList())
                .orElseGet(() -> IntStream.range(0, shape.rank())
                        .filter(axis -> shape.dim(axis) == 1)
                        .boxed()
                        .toList());
        return without(c, c.x(), dropped);
    }

    private static Value without(Call c, Value x, List<Integer> axes) {
        return c.b().reshape(
                        x,
                        Shape.of(IntStream.range(0, x.rank())
                                .filter(axis -> !axes.contains(axis))
                                .map(x.shape()::dim)
                                .toArray()));
    }

    private static Value unsqueeze(Call c) {
        int[] axes = c.axes(1).orElse(new int[0]);
        int rank = c.x().rank() + axes.length;
        List<Integer> added = Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .boxed()
                .toList();
        List<Integer> dims = new ArrayList<>(c.x().shape().dims());
        for (int axis : added) {
            if (axis < 0 || axis > dims.size()) {
                throw new Unimportable("expected new axes of rank " + rank + ", found " + added, "Check its axes");
            }
            dims.add(axis, 1);
        }
        return c.b().reshape(c.x(), new Shape(dims));
    }

    /** Bounds beyond the axis mean its ends; a negative step goes backwards. */
    private static Value slice(Call c) {
        int[] starts = c.integers(1);
        int[] ends = c.integers(2);
        int[] axes =
                c.has(3) ? c.integers(3) : IntStream.range(0, starts.length).toArray();
        int[] steps = c.has(4)
                ? c.integers(4)
                : IntStream.range(0, starts.length).map(i -> 1).toArray();
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw new Unimportable("expected as many starts as ends, axes and steps", "Check its operands");
        }
        Value x = c.x();
        for (int i = 0; i < starts.length; i++) {
            x = slice(c.b(), x, axes[i], starts[i], ends[i], steps[i]);
        }
        return x;
    }

    private static Value slice(GraphBuilder b, Value x, int axis, int start, int end, int step) {
        int extent = x.shape().dim(axis);
        if (step == 0) {
            throw new Unimportable("expected a step, found 0", "Check its operands");
        }
        if (step > 0) {
            int first = Math.clamp(start < 0 ? (long) start + extent : start, 0, extent);
            int last = Math.clamp(end < 0 ? (long) end + extent : end, first, Math.max(first, extent));
            return b.slice(x, axis, first, last, step);
        }
        int first = Math.clamp(start < 0 ? (long) start + extent : start, -1, extent - 1);
        int last = Math.clamp(end < 0 ? (long) end + extent : end, -1, Math.max(-1, first));
        Value backwards = b.reverse(x, axis);
        return b.slice(backwards, axis, extent - 1 - first, extent - 1 - last, -step);
    }

    /** Into the given extents, or equal parts of which the last may be smaller. */
    private static List<Value> split(Call c) {
        int axis = c.integer("axis", 0);
        if (c.has(1)) {
            return c.b().split(c.x(), axis, c.integers(1));
        }
        int parts = c.integer("num_outputs", c.node().outputs().size());
        int extent = c.x().shape().dim(axis);
        int each = Math.ceilDiv(extent, Math.max(1, parts));
        int[] extents = IntStream.range(0, parts)
                .map(i -> Math.clamp((long) extent - (long) i * each, 0, each))
                .toArray();
        return c.b().split(c.x(), axis, extents);
    }

    /** As {@link Sequences} has it: parts of one, of so many each with the rest last, or of given extents. */
    private static Value partOfSequence(Call c) {
        int axis = c.x().shape().axis(c.integer("axis", 0));
        int extent = c.x().shape().dim(axis);
        int[] extents = c.has(1) ? c.integers(1) : new int[] {1};
        boolean even = !c.has(1) || c.x(1).rank() == 0;
        int parts = even ? Math.ceilDiv(extent, Math.max(1, extents[0])) : extents.length;
        int position = (int) c.number(2);
        position += position < 0 ? parts : 0;
        if (position < 0 || position >= parts) {
            throw new Unimportable("expected a part of " + parts + ", found " + c.number(2), "Check its operands");
        }
        int from = even
                ? position * extents[0]
                : Arrays.stream(extents, 0, position).sum();
        int to = Math.min(extent, from + (even ? extents[0] : extents[position]));
        Value part = c.b().slice(c.x(), axis, from, to);
        boolean keep = c.has(1) || c.flag("keepdims", true);
        return keep ? part : without(c, part, List.of(axis));
    }

    /** Each axis so many times over. */
    private static Value tile(Call c) {
        int[] repeats = c.integers(1);
        Value x = c.x();
        if (repeats.length != x.rank()) {
            throw new Unimportable("expected a number for each axis of " + x.type(), "Check its operands");
        }
        for (int axis = 0; axis < repeats.length; axis++) {
            Value copies = c.b().unsqueeze(x, axis);
            Shape many = copies.shape().with(axis, repeats[axis]);
            Shape joined = x.shape().with(axis, repeats[axis] * x.shape().dim(axis));
            x = c.b().reshape(c.b().broadcastTo(copies, many), joined);
        }
        return x;
    }

    private static Value depthToSpace(Call c) {
        int size = c.integer("blocksize", 1);
        if (c.text("mode", "DCR", "DCR", "CRD").equals("CRD")) {
            return c.b().pixelShuffle(c.x(), size);
        }
        Shape shape = c.x().shape();
        int channels = shape.dim(1) / Math.max(1, size * size);
        Value blocks = c.b().reshape(c.x(), shape.dim(0), size, size, channels, shape.dim(2), shape.dim(3));
        Value mixed = c.b().transpose(blocks, 0, 3, 4, 1, 5, 2);
        return c.b().reshape(mixed, shape.dim(0), channels, shape.dim(2) * size, shape.dim(3) * size);
    }

    private static Value spaceToDepth(Call c) {
        int size = c.integer("blocksize", 1);
        Shape shape = c.x().shape();
        int height = shape.dim(2) / Math.max(1, size);
        int width = shape.dim(3) / Math.max(1, size);
        Value blocks = c.b().reshape(c.x(), shape.dim(0), shape.dim(1), height, size, width, size);
        Value mixed = c.b().transpose(blocks, 0, 3, 5, 1, 2, 4);
        return c.b().reshape(mixed, shape.dim(0), shape.dim(1) * size * size, height, width);
    }
}
