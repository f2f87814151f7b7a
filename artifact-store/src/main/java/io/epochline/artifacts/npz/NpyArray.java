package io.epochline.artifacts.npz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * An array in memory: a type, a shape, and the elements, little-endian and in C order (the last axis runs fastest).
 *
 * <p>Arrays are equal when their type, shape and bytes are, so a NaN equals itself.
 */
public final class NpyArray {

    private final NpyHeader header;
    private final ByteBuffer data;

    NpyArray(NpyHeader header, byte[] littleEndian) {
        if (header.bytes() != littleEndian.length) {
            throw NpzException.misuse(
                    "%s has %d bytes, found %d.".formatted(header, header.bytes(), littleEndian.length));
        }
        this.header = header;
        this.data = ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@code f32[shape]}. Without a shape it is a single number. */
    public static NpyArray of(float[] values, long... shape) {
        return make(DType.F32, shape, values.length, target -> target.asFloatBuffer()
                .put(values));
    }

    /** {@code f64[shape]}. */
    public static NpyArray of(double[] values, long... shape) {
        return make(DType.F64, shape, values.length, target -> target.asDoubleBuffer()
                .put(values));
    }

    /** {@code i64[shape]}. */
    public static NpyArray of(long[] values, long... shape) {
        return make(
                DType.I64, shape, values.length, target -> target.asLongBuffer().put(values));
    }

    /** {@code i32[shape]}. */
    public static NpyArray of(int[] values, long... shape) {
        return make(
                DType.I32, shape, values.length, target -> target.asIntBuffer().put(values));
    }

    /** {@code u8[shape]}. */
    public static NpyArray of(byte[] values, long... shape) {
        return make(DType.U8, shape, values.length, target -> target.put(values));
    }

    /** {@code bool[shape]}. */
    public static NpyArray of(boolean[] values, long... shape) {
        return make(DType.BOOL, shape, values.length, target -> {
            for (boolean value : values) {
                target.put((byte) (value ? 1 : 0));
            }
        });
    }

    /** {@code text[shape]}, as wide as the longest. Text that ends with U+0000 cannot be kept. */
    public static NpyArray of(String[] values, long... shape) {
        int width = Arrays.stream(values)
                .mapToInt(v -> v.codePointCount(0, v.length()))
                .max()
                .orElse(0);
        DType dtype = DType.text(Math.max(1, width));
        return make(dtype, shape, values.length, target -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i].endsWith("\0")) {
                    throw NpzException.misuse("Text in an array cannot end with U+0000, element " + i + " does.");
                }
                target.position(i * dtype.itemSize());
                values[i].codePoints().forEach(target::putInt);
            }
        });
    }

    private static NpyArray make(DType dtype, long[] shape, int count, Consumer<ByteBuffer> fill) {
        NpyHeader header = new NpyHeader(dtype, shape);
        if (header.size() != count) {
            throw NpzException.misuse("%s has %d elements, found %d.".formatted(header, header.size(), count));
        }
        if (header.bytes() > Integer.MAX_VALUE - 8) {
            throw NpzException.limit(
                    "An array in memory is too large in bytes; stream it", header.bytes(), Integer.MAX_VALUE - 8);
        }
        byte[] bytes = new byte[(int) header.bytes()];
        fill.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return new NpyArray(header, bytes);
    }

    public DType dtype() {
        return header.dtype();
    }

    public long[] shape() {
        return header.shape();
    }

    /** The number of elements. */
    public int size() {
        return (int) header.size();
    }

    /** The elements' bytes, little-endian, read-only. */
    public ByteBuffer data() {
        return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    NpyHeader header() {
        return header;
    }

    byte[] bytes() {
        return data.array();
    }

    /** The real numbers in it, rounded to {@code f32} where they are wider. */
    public float[] floats() {
        float[] values = new float[size()];
        if (dtype().equals(DType.F32)) {
            data().asFloatBuffer().get(values);
        } else {
            fill(i -> values[i] = (float) number(i));
        }
        return values;
    }

    /** The real numbers in it; 64-bit integers are rounded to {@code f64}. */
    public double[] doubles() {
        double[] values = new double[size()];
        if (dtype().equals(DType.F64)) {
            data().asDoubleBuffer().get(values);
        } else {
            fill(i -> values[i] = number(i));
        }
        return values;
    }

    /** The integers in it, exactly; refused for other types and for values beyond {@code i64}. */
    public long[] longs() {
        long[] values = new long[size()];
        fill(i -> values[i] = integer(i));
        return values;
    }

    public boolean[] booleans() {
        if (dtype().kind() != DType.Kind.BOOL) {
            throw NpzException.conversion(dtype(), "bool");
        }
        boolean[] values = new boolean[size()];
        fill(i -> values[i] = data.get(i) != 0);
        return values;
    }

    /** The texts in it, without the zeros that pad them. */
    public String[] strings() {
        String[] values = new String[size()];
        fill(i -> values[i] = text(i));
        return values;
    }

    private void fill(IntConsumer element) {
        for (int i = 0; i < size(); i++) {
            element.accept(i);
        }
    }

    private double number(int i) {
        return dtype().number(data, i * dtype().itemSize());
    }

    private long integer(int i) {
        int at = i * dtype().itemSize();
        return switch (dtype().kind()) {
            case BOOL -> data.get(at) == 0 ? 0 : 1;
            case UINT -> {
                long bits = dtype().unsigned(data, at);
                if (bits < 0) {
                    throw NpzException.misuse(
                            "Element %d is %s, beyond i64.".formatted(i, Long.toUnsignedString(bits)));
                }
                yield bits;
            }
            case INT -> dtype().signed(data, at);
            case FLOAT, COMPLEX, BYTES, TEXT -> throw NpzException.conversion(dtype(), "integers");
        };
    }

    private String text(int i) {
        int width = dtype().componentSize();
        if (dtype().kind() != DType.Kind.BYTES && dtype().kind() != DType.Kind.TEXT) {
            throw NpzException.conversion(dtype(), "text");
        }
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (int at = i * dtype().itemSize(); at < (i + 1) * dtype().itemSize(); at += width) {
            int c = width == 1 ? data.get(at) & 0xff : data.getInt(at);
            if (!Character.isValidCodePoint(c)) {
                throw NpzException.misuse("Element %d holds 0x%x, which is no character.".formatted(i, c));
            }
            text.appendCodePoint(c);
            end = c == 0 ? end : text.length();
        }
        return text.substring(0, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray that && header.equals(that.header) && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * header.hashCode() + data.hashCode();
    }

    /** {@code f64[4, 1000]}. */
    @Override
    public String toString() {
        return header.toString();
    }
}
