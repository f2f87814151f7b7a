package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.BinaryKind;
import io.epochline.compute.ir.Op.Comparison;
import io.epochline.compute.ir.Op.UnaryKind;

/** Element by element; two operands broadcast as in numpy, and a {@code double} stands for a scalar of the same dtype. */
public sealed interface ElementwiseOps extends OpApplier permits GraphBuilder {

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

    default Value divide(Value a, Value b) {
        return apply(new Op.Binary(BinaryKind.DIVIDE), a, b);
    }

    default Value divide(Value a, double b) {
        return divide(a, scalar(b, a));
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

    default Value negate(Value x) {
        return unary(UnaryKind.NEGATE, x);
    }

    /** {@code |x|}; the gradient at 0 is 0. */
    default Value abs(Value x) {
        return unary(UnaryKind.ABS, x);
    }

    default Value sign(Value x) {
        return unary(UnaryKind.SIGN, x);
    }

    default Value exp(Value x) {
        return unary(UnaryKind.EXP, x);
    }

    default Value log(Value x) {
        return unary(UnaryKind.LOG, x);
    }

    default Value sqrt(Value x) {
        return unary(UnaryKind.SQRT, x);
    }

    default Value square(Value x) {
        return multiply(x, x);
    }

    default Value reciprocal(Value x) {
        return unary(UnaryKind.RECIPROCAL, x);
    }

    default Value erf(Value x) {
        return unary(UnaryKind.ERF, x);
    }

    default Value tanh(Value x) {
        return unary(UnaryKind.TANH, x);
    }

    default Value sigmoid(Value x) {
        return unary(UnaryKind.SIGMOID, x);
    }

    /** {@code log(1 + exp(x))}, without overflow. */
    default Value softplus(Value x) {
        return unary(UnaryKind.SOFTPLUS, x);
    }

    /** {@code max(x, 0)}; the gradient at 0 is 0. */
    default Value relu(Value x) {
        return unary(UnaryKind.RELU, x);
    }

    /** 1 where {@code x > 0}, otherwise 0; no gradient passes. */
    default Value step(Value x) {
        return unary(UnaryKind.STEP, x);
    }

    /** {@code x Phi(x)} with the normal distribution function in its exact form (Hendrycks and Gimpel, 2016). */
    default Value gelu(Value x) {
        return multiply(multiply(x, 0.5), add(erf(multiply(x, Math.sqrt(0.5))), 1));
    }

    /** {@code x sigmoid(x)}, also called swish (Elfwing et al., 2017). */
    default Value silu(Value x) {
        return multiply(x, sigmoid(x));
    }

    default Value sin(Value x) {
        return unary(UnaryKind.SIN, x);
    }

    default Value cos(Value x) {
        return unary(UnaryKind.COS, x);
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

    private Value unary(UnaryKind kind, Value x) {
        return apply(new Op.Unary(kind), x);
    }

    private Value compare(Comparison kind, Value a, Value b) {
        return apply(new Op.Compare(kind), a, b);
    }
}
