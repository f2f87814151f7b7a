package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.BinaryKind;
import io.epochline.compute.ir.Op.Comparison;
import io.epochline.compute.ir.Op.UnaryKind;

/**
 * Arithmetic, comparisons and choice, element by element; two operands broadcast as in numpy, and a {@code double} stands
 * for a scalar of the same dtype.
 */
public sealed interface ElementwiseOps extends OpApplier permits FunctionOps {

    default Value add(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.ADD), a, b);
    }

    default Value add(Value a, double b) {
        return add(a, scalar(b, a));
    }

    default Value subtract(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.SUBTRACT), a, b);
    }

    default Value subtract(Value a, double b) {
        return subtract(a, scalar(b, a));
    }

    default Value multiply(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.MULTIPLY), a, b);
    }

    default Value multiply(Value a, double b) {
        return multiply(a, scalar(b, a));
    }

    /** The quotient; of integers without its fraction, and dividing those by 0 fails at the run. */
    default Value divide(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.DIVIDE), a, b);
    }

    default Value divide(Value a, double b) {
        return divide(a, scalar(b, a));
    }

    /** What is left of a when b is taken from it a whole number of times, with the sign of b: {@code a - b floor(a/b)}. */
    default Value mod(Value a, Value b) {
        return subtract(a, multiply(b, unary(UnaryKind.FLOOR, divide(a, b))));
    }

    /** {@code a^b}; differentiating in {@code b} needs {@code a > 0}. */
    default Value pow(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.POW), a, b);
    }

    default Value pow(Value a, double b) {
        return pow(a, scalar(b, a));
    }

    /** The larger one; at a tie the gradient goes half to each. */
    default Value maximum(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.MAXIMUM), a, b);
    }

    default Value maximum(Value a, double b) {
        return maximum(a, scalar(b, a));
    }

    /** The smaller one; at a tie the gradient goes half to each. */
    default Value minimum(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.MINIMUM), a, b);
    }

    default Value minimum(Value a, double b) {
        return minimum(a, scalar(b, a));
    }

    /** {@code x} held within {@code [low, high]}. */
    default Value clamp(Value x, double low, double high) {
        return minimum(maximum(x, low), high);
    }

    default Value not(Value x) {
        return unary(UnaryKind.NOT, x);
    }

    default Value and(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.AND), a, b);
    }

    default Value or(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.OR), a, b);
    }

    default Value equal(Value a, Value b) {
        return compare(Comparison.EQUAL, a, b);
    }

    default Value less(Value a, Value b) {
        return compare(Comparison.LESS, a, b);
    }

    default Value lessOrEqual(Value a, Value b) {
        return compare(Comparison.LESS_EQUAL, a, b);
    }

    default Value greater(Value a, Value b) {
        return compare(Comparison.GREATER, a, b);
    }

    default Value greaterOrEqual(Value a, Value b) {
        return compare(Comparison.GREATER_EQUAL, a, b);
    }

    /** {@code condition ? a : b}. */
    default Value where(Value condition, Value a, Value b) {
        return apply(new Op.Where(), condition, a, b);
    }

    /** The same numbers in another dtype; no gradient passes a bool or an integer. */
    default Value cast(Value x, DType to) {
        return x.dtype() == to ? x : apply(new Op.Cast(to), x);
    }

    default Value unary(UnaryKind kind, Value x) {
        return apply(new Op.Unary(kind), x);
    }

    private Value compare(Comparison kind, Value a, Value b) {
        return apply(new Op.Compare(kind), a, b);
    }
}
