package io.epochline.compute.ir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The extent of a tensor along each axis; {@code []} is a scalar. Printed as {@code [64, 1540]}. */
public record Shape(List<Integer> dims) {

    public static final Shape SCALAR = new Shape(List.of());

    /** @throws TypeException if an extent is negative, or the elements are too many for one buffer */
    public Shape {
        dims = List.copyOf(dims);
        long size = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw TypeException.negativeExtent(dims);
            }
            size *= dim;
            if (size > Integer.MAX_VALUE) {
                throw TypeException.tooLarge(dims);
            }
        }
    }

    public static Shape of(int... dims) {
        return new Shape(Arrays.stream(dims).boxed().toList());
    }

    public int rank() {
        return dims.size();
    }

    /** The extent of an axis; a negative axis counts from the last. */
    public int dim(int axis) {
        return dims.get(axis(axis));
    }

    /** The number of elements. */
    public int size() {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    /** The axis as a number from 0, where a negative one counts from the last. */
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw TypeException.axisOutOfRange(axis, this);
        }
        return axis < 0 ? axis + rank() : axis;
    }

    /** The same shape with another extent along one axis. */
    public Shape with(int axis, int dim) {
        int[] changed = toArray();
        changed[axis(axis)] = dim;
        return of(changed);
    }

    /** A shape with one more axis in front, for example the batch. */
    public Shape prepend(int dim) {
        return of(IntStream.concat(IntStream.of(dim), dims.stream().mapToInt(d -> d))
                .toArray());
    }

    /** The axes from {@code from} on, for example those of one example of a batch. */
    public Shape dropFirst(int from) {
        return new Shape(dims.subList(from, rank()));
    }

    public int[] toArray() {
        return dims.stream().mapToInt(d -> d).toArray();
    }

    public long[] toLongs() {
        return dims.stream().mapToLong(d -> d).toArray();
    }

    /** How many elements to step over for one step along each axis, in row-major order. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int step = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= dims.get(axis);
        }
        return strides;
    }

    /**
     * The shape that both broadcast to, by numpy's rule: aligned at the last axis, an extent of 1 stretches.
     *
     * @throws TypeException if they do not fit
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        int[] result = new int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
            int a = fromEnd <= rank() ? dim(-fromEnd) : 1;
            int b = fromEnd <= other.rank() ? other.dim(-fromEnd) : 1;
            if (a != b && a != 1 && b != 1) {
                throw TypeException.cannotBroadcast(this, other, a, b, fromEnd);
            }
            result[rank - fromEnd] = a == 1 ? b : a;
        }
        return of(result);
    }

    @Override
    public String toString() {
        return dims.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
