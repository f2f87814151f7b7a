package io.epochline.compute.ir;

import java.util.function.DoubleUnaryOperator;

/** Fixed matrices {@code [from, to]} for {@link MatrixOps#mapAxis}. */
final class Matrices {

    private static final int LARGEST = 1 << 25;

    private Matrices() {}

    /** Column j is the mean of the elements from {@code floor(j from/to)} to before {@code ceil((j + 1) from/to)}. */
    static Tensor means(DType dtype, int from, int to) {
        double[] weights = weights(from, to);
        for (int cell = 0; cell < to; cell++) {
            int first = (int) ((long) cell * from / to);
            int end = (int) Math.ceilDiv((cell + 1L) * from, to);
            for (int i = first; i < end; i++) {
                weights[i * to + cell] = 1.0 / (end - first);
            }
        }
        return matrix(dtype, from, to, weights);
    }

    /** Column j takes element {@code floor(j from/to)}. */
    static Tensor nearest(DType dtype, int from, int to) {
        double[] weights = weights(from, to);
        for (int j = 0; j < to; j++) {
            weights[(int) ((long) j * from / to) * to + j] = 1;
        }
        return matrix(dtype, from, to, weights);
    }

    /** Column j mixes the two elements beside its place, which is held within the first and the last. */
    static Tensor linear(DType dtype, int from, int to, boolean alignCorners) {
        double[] weights = weights(from, to);
        for (int j = 0; j < to; j++) {
            double scale = alignCorners ? (from - 1.0) / Math.max(1, to - 1) : (double) from / to;
            double place = alignCorners ? j * scale : (j + 0.5) * scale - 0.5;
            double held = Math.clamp(place, 0, from - 1.0);
            int left = (int) held;
            int right = Math.min(left + 1, from - 1);
            weights[left * to + j] += 1 - (held - left);
            weights[right * to + j] += held - left;
        }
        return matrix(dtype, from, to, weights);
    }

    /** A column {@code wave(2 pi k n / length)} for each frequency k from {@code first} to {@code end - 1}. */
    static Tensor waves(DType dtype, int length, int first, int end, DoubleUnaryOperator wave) {
        if (length < 1 || end <= first) {
            throw TypeException.of(
                    "fourier", "at least one number and one frequency", length + " and " + first + " to " + (end - 1L));
        }
        int frequencies = Math.clamp((long) end - first, 1, Integer.MAX_VALUE);
        double[] values = weights(length, frequencies);
        for (int n = 0; n < length; n++) {
            for (int k = 0; k < frequencies; k++) {
                long phase = Math.floorMod((long) n * (first + k), (long) length);
                values[n * frequencies + k] = wave.applyAsDouble(2 * Math.PI * phase / length);
            }
        }
        return matrix(dtype, length, frequencies, values);
    }

    /** Room for the weights, where the matrix is of a size that a run can afford. */
    private static double[] weights(int from, int to) {
        if ((long) from * to > LARGEST) {
            throw TypeException.of(
                    "fixed matrix", "at most " + LARGEST + " numbers", from + "x" + to, "smaller sizes serve as well");
        }
        return new double[from * to];
    }

    private static Tensor matrix(DType dtype, int from, int to, double[] values) {
        return new Tensor(new ValueType(dtype, Shape.of(from, to)), values);
    }
}
