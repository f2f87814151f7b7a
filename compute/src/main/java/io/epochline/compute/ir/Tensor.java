package io.epochline.compute.ir;

import java.util.Arrays;

/**
 * A tensor on the heap, row-major, held in float64 whatever its dtype (a bool is 0 or 1). It is what constants and the
 * reference interpreter are made of, not what training runs on.
 */
public record Tensor(ValueType type, double[] values) {

    /** @throws TypeException if the values are not as many as the shape has elements */
    public Tensor {
        if (values.length != type.shape().size()) {
            throw TypeException.wrongCount(type, values.length);
        }
    }

    public static Tensor scalar(double value) {
        return new Tensor(ValueType.f32(), new double[] {value});
    }

    /** An f32 tensor of the given shape. */
    public static Tensor of(Shape shape, double... values) {
        return new Tensor(ValueType.f32(shape), values);
    }

    public Shape shape() {
        return type.shape();
    }

    /** The value of a tensor with one element. */
    public double item() {
        if (values.length != 1) {
            throw TypeException.notOneElement(type);
        }
        return values[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && type.equals(that.type) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 8 ? type + " " + Arrays.toString(values) : type.toString();
    }
}
