package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Moves elements without changing them. Negative axes count from the last. */
public sealed interface LayoutOps extends OpApplier permits ReductionOps, MatrixOps, SortingOps {

    /** The same elements in row-major order under another shape; one extent may be -1 and is worked out. */
    default Value reshape(Value x, int... dims) {
        int[] resolved = dims.clone();
        int open = IntStream.range(0, dims.length)
                .filter(i -> dims[i] == -1)
                .findFirst()
                .orElse(-1);
        if (open >= 0) {
            int others = Arrays.stream(dims).filter(dim -> dim != -1).reduce(1, (a, b) -> a * b);
            resolved[open] = others == 0 ? 0 : x.shape().size() / others;
        }
        return reshape(x, Shape.of(resolved));
    }

    default Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply(new Op.Reshape(shape), x);
    }

    /** {@code [d0, d1, ...] -> [d0, d1 * ...]}: everything from {@code axis} on as one axis. */
    default Value flatten(Value x, int axis) {
        int from = axis == x.rank() ? axis : x.shape().axis(axis);
        int rest = x.shape().dropFirst(from).size();
        List<Integer> dims = new ArrayList<>(x.shape().dims().subList(0, from));
        dims.add(rest);
        return reshape(x, new Shape(dims));
    }

    /** A new axis of extent 1 at the given position of the result. */
    default Value unsqueeze(Value x, int axis) {
        List<Integer> dims = new ArrayList<>(x.shape().dims());
        dims.add(axis < 0 ? axis + x.rank() + 1 : axis, 1);
        return reshape(x, new Shape(dims));
    }

    /** Stretches axes of extent 1, and puts new ones in front. */
    default Value broadcastTo(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply(new Op.BroadcastTo(shape), x);
    }

    /** Axis {@code i} of the result is axis {@code permutation[i]} of x. */
    default Value transpose(Value x, int... permutation) {
        List<Integer> axes = Arrays.stream(permutation).boxed().toList();
        return axes.equals(IntStream.range(0, x.rank()).boxed().toList()) ? x : apply(new Op.Transpose(axes), x);
    }

    /** The last two axes swapped. */
    default Value transposeMatrix(Value x) {
        int[] permutation = IntStream.range(0, x.rank()).toArray();
        permutation[x.shape().axis(-1)] = x.shape().axis(-2);
        permutation[x.shape().axis(-2)] = x.shape().axis(-1);
        return transpose(x, permutation);
    }

    /** Elements {@code start} to {@code end - 1} of an axis; negative bounds count from its end. */
    default Value slice(Value x, int axis, int start, int end) {
        return slice(x, axis, start, end, 1);
    }

    /** Every {@code step}th element from {@code start} to below {@code end} of an axis. */
    default Value slice(Value x, int axis, int start, int end, int step) {
        int cut = x.shape().axis(axis);
        int extent = x.shape().dim(cut);
        List<Integer> starts = new ArrayList<>(Collections.nCopies(x.rank(), 0));
        List<Integer> ends = new ArrayList<>(x.shape().dims());
        List<Integer> steps = new ArrayList<>(Collections.nCopies(x.rank(), 1));
        starts.set(cut, start < 0 ? start + extent : start);
        ends.set(cut, end < 0 ? end + extent : end);
        steps.set(cut, step);
        return slice(x, starts, ends, steps);
    }

    default Value slice(Value x, List<Integer> starts, List<Integer> ends, List<Integer> steps) {
        boolean whole = ends.equals(x.shape().dims())
                && starts.stream().allMatch(s -> s == 0)
                && steps.stream().allMatch(s -> s == 1);
        return whole ? x : apply(new Op.Slice(starts, ends, steps), x);
    }

    /** The opposite order along the given axes. */
    default Value reverse(Value x, int... axes) {
        return apply(
                new Op.Reverse(Arrays.stream(axes)
                        .map(x.shape()::axis)
                        .sorted()
                        .boxed()
                        .toList()),
                x);
    }

    /** Zeros at the edges of one axis. */
    default Value pad(Value x, int axis, int before, int after) {
        List<Integer> first = new ArrayList<>(Collections.nCopies(x.rank(), 0));
        List<Integer> last = new ArrayList<>(Collections.nCopies(x.rank(), 0));
        first.set(x.shape().axis(axis), before);
        last.set(x.shape().axis(axis), after);
        return pad(x, first, last, 0);
    }

    /** {@code value} at the edges of every axis. */
    default Value pad(Value x, List<Integer> before, List<Integer> after, double value) {
        boolean nothing =
                before.stream().allMatch(p -> p == 0) && after.stream().allMatch(p -> p == 0);
        return nothing ? x : apply(new Op.Pad(before, after, value), x);
    }

    /** The operands one after the other along an axis. */
    default Value concat(int axis, Value... parts) {
        return parts.length == 1
                ? parts[0]
                : apply(new Op.Concat(parts[0].shape().axis(axis)), parts);
    }

    /** The parts of an axis one after the other, of the given extents, which must add up to that of the axis. */
    default List<Value> split(Value x, int axis, int... extents) {
        if (Arrays.stream(extents).asLongStream().sum() != x.shape().dim(axis)) {
            throw TypeException.of(
                    "split", "extents that add up to axis " + axis + " of " + x.type(), Arrays.toString(extents));
        }
        List<Value> parts = new ArrayList<>();
        int start = 0;
        for (int extent : extents) {
            parts.add(slice(x, axis, start, start + extent));
            start += extent;
        }
        return parts;
    }

    /** The operands along a new axis. */
    default Value stack(int axis, Value... parts) {
        return concat(
                axis, Arrays.stream(parts).map(part -> unsqueeze(part, axis)).toArray(Value[]::new));
    }

    /**
     * Slices of x, as many as there are indices: {@code [a, n, b], i64[i, j] -> [a, i, j, b]} along axis 1. A negative
     * index counts from the end; one out of range fails at the run. What is taken twice gets the sum of both gradients.
     */
    default Value gather(Value x, Value indices, int axis) {
        return apply(new Op.Gather(x.shape().axis(axis)), x, indices);
    }

    /** The rows of a table: {@code f32[entries, features], i64[...] -> f32[..., features]}. */
    default Value embedding(Value table, Value indices) {
        return gather(table, indices, 0);
    }

    /** {@code x[..., indices[..., i, ...], ...]} along an axis. */
    default Value takeAlongAxis(Value x, Value indices, int axis) {
        return apply(new Op.TakeAlongAxis(x.shape().axis(axis)), x, indices);
    }

    /** Adds the updates into zeros, at {@code indices} along an axis that gets the given extent. */
    default Value scatterAdd(Value indices, Value updates, int axis, int extent) {
        return apply(new Op.ScatterAddAlongAxis(updates.shape().axis(axis), extent), indices, updates);
    }
}
