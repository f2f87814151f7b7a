package io.epochline.artifacts.npz;

import java.nio.ByteBuffer;

/**
 * The type of an array's elements, one of those that have a fixed size.
 *
 * @param itemSize in bytes
 */
public record DType(Kind kind, int itemSize) {

    /** What the bytes of an element mean. */
    public enum Kind {
        BOOL('b'),
        INT('i'),
        UINT('u'),
        FLOAT('f'),
        COMPLEX('c'),
        /** Text of one byte a character, padded with zeros. */
        BYTES('S'),
        /** Text of four bytes a character (UTF-32), padded with zeros. */
        TEXT('U');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    public static final DType BOOL = new DType(Kind.BOOL, 1);
    public static final DType I8 = new DType(Kind.INT, 1);
    public static final DType I16 = new DType(Kind.INT, 2);
    public static final DType I32 = new DType(Kind.INT, 4);
    public static final DType I64 = new DType(Kind.INT, 8);
    public static final DType U8 = new DType(Kind.UINT, 1);
    public static final DType U16 = new DType(Kind.UINT, 2);
    public static final DType U32 = new DType(Kind.UINT, 4);
    public static final DType U64 = new DType(Kind.UINT, 8);
    public static final DType F16 = new DType(Kind.FLOAT, 2);
    public static final DType F32 = new DType(Kind.FLOAT, 4);
    public static final DType F64 = new DType(Kind.FLOAT, 8);
    /** Two {@code f32}, real and imaginary. */
    public static final DType C64 = new DType(Kind.COMPLEX, 8);
    /** Two {@code f64}, real and imaginary. */
    public static final DType C128 = new DType(Kind.COMPLEX, 16);

    private static final int MAX_TEXT_BYTES = 1 << 20;

    public DType {
        boolean known =
                switch (kind) {
                    case BOOL -> itemSize == 1;
                    case INT, UINT -> itemSize == 1 || itemSize == 2 || itemSize == 4 || itemSize == 8;
                    case FLOAT -> itemSize == 2 || itemSize == 4 || itemSize == 8;
                    case COMPLEX -> itemSize == 8 || itemSize == 16;
                    case BYTES -> itemSize >= 0 && itemSize <= MAX_TEXT_BYTES;
                    case TEXT -> itemSize >= 0 && itemSize <= MAX_TEXT_BYTES && itemSize % 4 == 0;
                };
        if (!known) {
            throw NpzException.type(kind.code + Integer.toString(itemSize));
        }
    }

    /** Text of at most {@code length} characters of Unicode. */
    public static DType text(int length) {
        return new DType(Kind.TEXT, Math.multiplyExact(4, length));
    }

    /** As numpy describes it, little-endian: {@code <f8}, {@code |b1}, {@code <U5}. */
    String descr() {
        char order = componentSize() > 1 ? '<' : '|';
        return "" + order + kind.code + (kind == Kind.TEXT ? itemSize / 4 : itemSize);
    }

    /** Reads what numpy calls a descr, without its byte order, such as {@code f8}. */
    static DType parse(String code) {
        if (!code.matches("[a-zA-Z]\\d{1,9}")) {
            throw NpzException.type(code);
        }
        int size = Integer.parseInt(code.substring(1));
        for (Kind kind : Kind.values()) {
            if (kind.code == code.charAt(0)) {
                return new DType(
                        kind, kind == Kind.TEXT ? Math.multiplyExact(4, Math.min(size, MAX_TEXT_BYTES)) : size);
            }
        }
        throw NpzException.type(code);
    }

    /** How many bytes swap their places when the byte order changes. */
    int componentSize() {
        return switch (kind) {
            case BOOL, BYTES -> 1;
            case INT, UINT, FLOAT -> itemSize;
            case COMPLEX -> itemSize / 2;
            case TEXT -> 4;
        };
    }

    /**
     * The real number at a place of a buffer, in the buffer's byte order; 64-bit integers are rounded.
     *
     * @throws NpzException where elements of this type are no real numbers
     */
    public double number(ByteBuffer data, int at) {
        return switch (kind) {
            case FLOAT ->
                switch (itemSize) {
                    case 2 -> Float.float16ToFloat(data.getShort(at));
                    case 4 -> data.getFloat(at);
                    default -> data.getDouble(at);
                };
            case UINT -> {
                long bits = unsigned(data, at);
                yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
            }
            case INT -> signed(data, at);
            case BOOL -> data.get(at) == 0 ? 0 : 1;
            case COMPLEX, BYTES, TEXT -> throw NpzException.conversion(this, "real numbers");
        };
    }

    long signed(ByteBuffer data, int at) {
        return switch (itemSize) {
            case 1 -> data.get(at);
            case 2 -> data.getShort(at);
            case 4 -> data.getInt(at);
            default -> data.getLong(at);
        };
    }

    /** The highest bit of a {@code u64} is the sign. */
    long unsigned(ByteBuffer data, int at) {
        return switch (itemSize) {
            case 1 -> data.get(at) & 0xffL;
            case 2 -> data.getShort(at) & 0xffffL;
            case 4 -> data.getInt(at) & 0xffff_ffffL;
            default -> data.getLong(at);
        };
    }

    /** {@code f64}, {@code bool}, {@code text5}. */
    @Override
    public String toString() {
        return switch (kind) {
            case BOOL -> "bool";
            case INT, UINT, FLOAT, COMPLEX -> kind.code + Integer.toString(8 * itemSize);
            case BYTES -> "bytes" + itemSize;
            case TEXT -> "text" + itemSize / 4;
        };
    }
}
