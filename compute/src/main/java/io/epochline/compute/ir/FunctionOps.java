package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.UnaryKind;

/** Functions of one number, element by element. */
public sealed interface FunctionOps extends ElementwiseOps permits ActivationOps, ReductionOps, MatrixOps, SortingOps {

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

    /** 1 where {@code x > 0}, otherwise 0; no gradient passes. */
    default Value step(Value x) {
        return unary(UnaryKind.STEP, x);
    }

    /** The largest whole number that is not above x; no gradient passes. */
    default Value floor(Value x) {
        return unary(UnaryKind.FLOOR, x);
    }

    /** The smallest whole number that is not below x; no gradient passes. */
    default Value ceil(Value x) {
        return unary(UnaryKind.CEIL, x);
    }

    /** The nearest whole number, an even one at a tie; no gradient passes. */
    default Value round(Value x) {
        return unary(UnaryKind.ROUND, x);
    }

    default Value square(Value x) {
        return multiply(x, x);
    }

    default Value sqrt(Value x) {
        return unary(UnaryKind.SQRT, x);
    }

    default Value reciprocal(Value x) {
        return unary(UnaryKind.RECIPROCAL, x);
    }

    default Value exp(Value x) {
        return unary(UnaryKind.EXP, x);
    }

    /** {@code exp(x) - 1 = 2 sinh(x/2) exp(x/2)}, which is exact near 0 too. Below -80 it is -1, with gradient 0. */
    default Value expm1(Value x) {
        Value half = multiply(maximum(x, -80), 0.5);
        return multiply(multiply(sinh(half), exp(half)), 2);
    }

    default Value log(Value x) {
        return unary(UnaryKind.LOG, x);
    }

    /** {@code log(1 + x)}, which is exact near 0 too: below a half it is {@code 2 atanh(x / (2 + x))}. */
    default Value log1p(Value x) {
        Value small = minimum(x, 0.5);
        Value nearZero = multiply(atanh(divide(small, add(small, 2))), 2);
        Value beyond = log(add(maximum(x, 0), 1));
        return where(less(x, scalar(0.5, x)), nearZero, beyond);
    }

    default Value erf(Value x) {
        return unary(UnaryKind.ERF, x);
    }

    default Value sin(Value x) {
        return unary(UnaryKind.SIN, x);
    }

    default Value cos(Value x) {
        return unary(UnaryKind.COS, x);
    }

    default Value tan(Value x) {
        return unary(UnaryKind.TAN, x);
    }

    default Value asin(Value x) {
        return unary(UnaryKind.ASIN, x);
    }

    default Value acos(Value x) {
        return unary(UnaryKind.ACOS, x);
    }

    default Value atan(Value x) {
        return unary(UnaryKind.ATAN, x);
    }

    default Value sinh(Value x) {
        return unary(UnaryKind.SINH, x);
    }

    default Value cosh(Value x) {
        return unary(UnaryKind.COSH, x);
    }

    default Value tanh(Value x) {
        return unary(UnaryKind.TANH, x);
    }

    default Value asinh(Value x) {
        return unary(UnaryKind.ASINH, x);
    }

    default Value acosh(Value x) {
        return unary(UnaryKind.ACOSH, x);
    }

    default Value atanh(Value x) {
        return unary(UnaryKind.ATANH, x);
    }

    /** Whether x is not a number, as a bool. */
    default Value isNaN(Value x) {
        return unary(UnaryKind.IS_NAN, x);
    }

    /** Whether x is infinite, of either sign, as a bool. */
    default Value isInf(Value x) {
        return unary(UnaryKind.IS_INF, x);
    }
}
