package io.epochline.compute.ir;

import io.epochline.compute.ir.Op.UnaryKind;

/** What networks put between layers, element by element. */
public sealed interface ActivationOps extends FunctionOps permits GraphBuilder {

    /** {@code max(x, 0)}; the gradient at 0 is 0. */
    default Value relu(Value x) {
        return unary(UnaryKind.RELU, x);
    }

    /** {@code x} above 0, {@code slope x} below (Maas et al., 2013); the gradient at 0 is the slope. */
    default Value leakyRelu(Value x, double slope) {
        return apply(new Op.LeakyRelu(slope), x);
    }

    /** {@code x} above 0, {@code slope x} below, with a slope that is learned and broadcasts (He et al., 2015). */
    default Value prelu(Value x, Value slope) {
        return subtract(relu(x), multiply(slope, relu(negate(x))));
    }

    /** {@code x} above 0, {@code alpha (exp(x) - 1)} below (Clevert et al., 2015). */
    default Value elu(Value x, double alpha) {
        return apply(new Op.Elu(alpha), x);
    }

    /** An {@link #elu} that keeps mean 0 and variance 1, with the constants of Klambauer et al. (2017). */
    default Value selu(Value x) {
        return multiply(elu(x, 1.6732632423543772), 1.0507009873554805);
    }

    /** {@code max(x, 0) + min(alpha (exp(x / alpha) - 1), 0)}, smooth for every positive alpha (Barron, 2017). */
    default Value celu(Value x, double alpha) {
        return multiply(elu(divide(x, alpha), 1), alpha);
    }

    /** {@code log(1 + exp(x))}, without overflow. */
    default Value softplus(Value x) {
        return unary(UnaryKind.SOFTPLUS, x);
    }

    /** {@code x / (1 + |x|)}. */
    default Value softsign(Value x) {
        return divide(x, add(abs(x), 1));
    }

    default Value sigmoid(Value x) {
        return unary(UnaryKind.SIGMOID, x);
    }

    /** {@code slope x + offset} held within [0, 1]. */
    default Value hardSigmoid(Value x, double slope, double offset) {
        return clamp(add(multiply(x, slope), offset), 0, 1);
    }

    /** {@code x hardSigmoid(x, 1/6, 1/2)} (Howard et al., 2019). */
    default Value hardSwish(Value x) {
        return multiply(x, hardSigmoid(x, 1.0 / 6, 0.5));
    }

    /** {@code x Phi(x)} with the normal distribution function in its exact form (Hendrycks and Gimpel, 2016). */
    default Value gelu(Value x) {
        return multiply(multiply(x, 0.5), add(erf(multiply(x, Math.sqrt(0.5))), 1));
    }

    /** {@link #gelu} with {@code tanh(sqrt(2/pi) (x + 0.044715 x^3))} for the error function, from the same paper. */
    default Value geluTanh(Value x) {
        Value inner = multiply(add(multiply(square(x), 0.044715), 1), x);
        return multiply(multiply(x, 0.5), add(tanh(multiply(inner, Math.sqrt(2 / Math.PI))), 1));
    }

    /** {@code x sigmoid(x)}, also called swish (Elfwing et al., 2017). */
    default Value silu(Value x) {
        return multiply(x, sigmoid(x));
    }

    /** {@code x tanh(softplus(x))} (Misra, 2019). */
    default Value mish(Value x) {
        return multiply(x, tanh(softplus(x)));
    }
}
