package io.epochline.compute.ir;

/** The type of a tensor's elements. */
public enum DType {
    F32("f32", 4),
    F64("f64", 8),
    I64("i64", 8),
    BOOL("bool", 1);

    private final String notation;
    private final int bytes;

    DType(String notation, int bytes) {
        this.notation = notation;
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether gradients flow through values of this type. */
    public boolean isFloat() {
        return this == F32 || this == F64;
    }

    @Override
    public String toString() {
        return notation;
    }
}
