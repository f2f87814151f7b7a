package io.epochline.artifacts.npz;

/** Brings elements into the one order that arrays have in memory: little-endian, last axis fastest. */
final class NpyLayout {

    private NpyLayout() {}

    static byte[] normalised(NpyHeader header, byte[] raw) {
        if (header.bigEndian()) {
            swapBytes(raw, header.dtype().componentSize());
        }
        return header.fortranOrder() && header.shape().length > 1 && raw.length > 0
                ? lastAxisFastest(header, raw)
                : raw;
    }

    private static void swapBytes(byte[] bytes, int width) {
        for (int start = 0; start < bytes.length; start += width) {
            for (int low = start, high = start + width - 1; low < high; low++, high--) {
                byte swapped = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = swapped;
            }
        }
    }

    /** Walks the elements in C order, keeping track of where each one is in Fortran order. */
    private static byte[] lastAxisFastest(NpyHeader header, byte[] source) {
        long[] shape = header.shape();
        int item = header.dtype().itemSize();
        int[] stride = new int[shape.length];
        int[] index = new int[shape.length];
        for (int axis = 0, step = item; axis < shape.length; step *= (int) shape[axis++]) {
            stride[axis] = step;
        }
        byte[] target = new byte[source.length];
        int from = 0;
        for (int to = 0; to < target.length; to += item) {
            System.arraycopy(source, from, target, to, item);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                from += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                from -= index[axis] * stride[axis];
                index[axis] = 0;
            }
        }
        return target;
    }
}
