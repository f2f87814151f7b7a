package io.epochline.compute.ir;

/** What a value is: {@code f32[64, 1540]}. */
public record ValueType(DType dtype, Shape shape) {

    public static ValueType f32(int... dims) {
        return new ValueType(DType.F32, Shape.of(dims));
    }

    public static ValueType f32(Shape shape) {
        return new ValueType(DType.F32, shape);
    }

    public ValueType withShape(Shape other) {
        return new ValueType(dtype, other);
    }

    @Override
    public String toString() {
        return dtype.toString() + shape;
    }
}
