package io.epochline.artifacts.npz;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What an array is, without its elements.
 *
 * @param shape the axes' lengths; empty for a single number
 * @param bigEndian whether the file holds the high byte first
 * @param fortranOrder whether the file lets the first axis run fastest
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
public record NpyHeader(DType dtype, long[] shape, boolean bigEndian, boolean fortranOrder) {

    private static final int MAX_AXES = 64;

    public NpyHeader {
        shape = shape.clone();
        if (shape.length > MAX_AXES) {
            throw NpzException.limit("The array has too many axes", shape.length, MAX_AXES);
        }
        bytes(dtype, shape);
    }

    NpyHeader(DType dtype, long... shape) {
        this(dtype, shape, false, false);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The number of elements. */
    public long size() {
        return Arrays.stream(shape).anyMatch(n -> n == 0)
                ? 0
                : Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The size of all elements together. */
    public long bytes() {
        return size() * dtype.itemSize();
    }

    private static void bytes(DType dtype, long[] shape) {
        long bytes = Math.max(1, dtype.itemSize());
        for (long length : shape) {
            if (length < 0) {
                throw NpzException.header("the length of an axis is negative: " + length);
            }
            try {
                bytes = Math.multiplyExact(bytes, Math.max(1, length));
            } catch (ArithmeticException e) {
                throw NpzException.header("the shape " + Arrays.toString(shape) + " is beyond any memory");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyHeader that
                && dtype.equals(that.dtype)
                && Arrays.equals(shape, that.shape)
                && bigEndian == that.bigEndian
                && fortranOrder == that.fortranOrder;
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + Arrays.hashCode(shape);
    }

    /** {@code f64[4, 1000]}. */
    @Override
    public String toString() {
        return dtype + LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
