package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.List;
import java.util.stream.Stream;

/** Functions, activations, arithmetic and choice. */
final class ElementwiseCases {

    private ElementwiseCases() {}

    static Stream<OpCase> all() {
        return Stream.of(unary(), activations(), binary()).flatMap(List::stream);
    }

    private static List<OpCase> unary() {
        Shape shape = of(2, 3);
        return List.of(
                OpCase.of("negate", -2, 2, (b, p) -> b.negate(p.get(0)), shape),
                OpCase.of("abs", -2, 2, (b, p) -> b.abs(p.get(0)), shape),
                OpCase.of("sign", -2, 2, (b, p) -> b.multiply(b.sign(p.get(0)), p.get(0)), shape),
                OpCase.of("exp", -2, 2, (b, p) -> b.exp(p.get(0)), shape),
                OpCase.of("log", 0.5, 3, (b, p) -> b.log(p.get(0)), shape),
                OpCase.of("sqrt", 0.5, 3, (b, p) -> b.sqrt(p.get(0)), shape),
                OpCase.of("reciprocal", 0.5, 3, (b, p) -> b.reciprocal(p.get(0)), shape),
                OpCase.of("erf", -3, 3, (b, p) -> b.erf(p.get(0)), shape),
                OpCase.of("tanh", -2, 2, (b, p) -> b.tanh(p.get(0)), shape),
                OpCase.of("step", -2, 2, (b, p) -> b.multiply(b.step(p.get(0)), p.get(0)), shape),
                OpCase.of("sin", -2, 2, (b, p) -> b.sin(p.get(0)), shape),
                OpCase.of("cos", -2, 2, (b, p) -> b.cos(p.get(0)), shape),
                OpCase.of("floor", -2, 2, (b, p) -> b.multiply(b.floor(p.get(0)), p.get(0)), shape),
                OpCase.of("ceil", -2, 2, (b, p) -> b.multiply(b.ceil(p.get(0)), p.get(0)), shape),
                OpCase.of("round", -2, 2, (b, p) -> b.multiply(b.round(p.get(0)), p.get(0)), shape),
                OpCase.of("tan", -1, 1, (b, p) -> b.tan(p.get(0)), shape),
                OpCase.of("asin", -0.9, 0.9, (b, p) -> b.asin(p.get(0)), shape),
                OpCase.of("acos", -0.9, 0.9, (b, p) -> b.acos(p.get(0)), shape),
                OpCase.of("atan", -2, 2, (b, p) -> b.atan(p.get(0)), shape),
                OpCase.of("sinh", -2, 2, (b, p) -> b.sinh(p.get(0)), shape),
                OpCase.of("cosh", -2, 2, (b, p) -> b.cosh(p.get(0)), shape),
                OpCase.of("asinh", -2, 2, (b, p) -> b.asinh(p.get(0)), shape),
                OpCase.of("acosh", 1.2, 3, (b, p) -> b.acosh(p.get(0)), shape),
                OpCase.of("atanh", -0.9, 0.9, (b, p) -> b.atanh(p.get(0)), shape),
                OpCase.of("expm1", -2, 2, (b, p) -> b.expm1(p.get(0)), shape),
                OpCase.of("log1p", -0.9, 3, (b, p) -> b.log1p(p.get(0)), shape),
                OpCase.of("square", -2, 2, (b, p) -> b.square(p.get(0)), shape),
                OpCase.of("clamp", -2, 2, (b, p) -> b.clamp(p.get(0), -1, 1), shape),
                OpCase.of("tanh of a scalar", -2, 2, (b, p) -> b.tanh(p.get(0)), Shape.SCALAR),
                OpCase.of(
                        "not a number, and infinite",
                        -2,
                        2,
                        (b, p) -> b.where(
                                b.or(b.isNaN(b.log(p.get(0))), b.isInf(b.divide(p.get(0), b.constant(0)))),
                                b.square(p.get(0)),
                                p.get(0)),
                        shape));
    }

    private static List<OpCase> activations() {
        Shape shape = of(2, 3);
        return List.of(
                OpCase.of("relu", -2, 2, (b, p) -> b.relu(p.get(0)), shape),
                OpCase.of("leaky relu", -2, 2, (b, p) -> b.leakyRelu(p.get(0), 0.1), shape),
                OpCase.of("prelu", -2, 2, (b, p) -> b.prelu(p.get(0), p.get(1)), shape, of(3)),
                OpCase.of("elu", -2, 2, (b, p) -> b.elu(p.get(0), 1), shape),
                OpCase.of("elu, steeper", -2, 2, (b, p) -> b.elu(p.get(0), 1.5), shape),
                OpCase.of("selu", -2, 2, (b, p) -> b.selu(p.get(0)), shape),
                OpCase.of("celu", -2, 2, (b, p) -> b.celu(p.get(0), 0.5), shape),
                OpCase.of("softplus", -4, 4, (b, p) -> b.softplus(p.get(0)), shape),
                OpCase.of("softsign", -2, 2, (b, p) -> b.softsign(p.get(0)), shape),
                OpCase.of("sigmoid", -4, 4, (b, p) -> b.sigmoid(p.get(0)), shape),
                OpCase.of("hard sigmoid", -4, 4, (b, p) -> b.hardSigmoid(p.get(0), 0.2, 0.5), shape),
                OpCase.of("hard swish", -4, 4, (b, p) -> b.hardSwish(p.get(0)), shape),
                OpCase.of("gelu", -2, 2, (b, p) -> b.gelu(p.get(0)), shape),
                OpCase.of("gelu by tanh", -2, 2, (b, p) -> b.geluTanh(p.get(0)), shape),
                OpCase.of("silu", -2, 2, (b, p) -> b.silu(p.get(0)), shape),
                OpCase.of("mish", -2, 2, (b, p) -> b.mish(p.get(0)), shape));
    }

    private static List<OpCase> binary() {
        Shape a = of(2, 1, 3);
        Shape c = of(4, 1);
        return List.of(
                OpCase.of("add", -2, 2, (b, p) -> b.add(p.get(0), p.get(1)), a, c),
                OpCase.of("subtract", -2, 2, (b, p) -> b.subtract(p.get(0), p.get(1)), a, c),
                OpCase.of("multiply", -2, 2, (b, p) -> b.multiply(p.get(0), p.get(1)), a, c),
                OpCase.of("divide", 0.5, 2, (b, p) -> b.divide(p.get(0), p.get(1)), a, c),
                OpCase.of("pow", 0.5, 2, (b, p) -> b.pow(p.get(0), p.get(1)), a, c),
                OpCase.of("pow of a constant", -2, 2, (b, p) -> b.pow(p.get(0), 3), a),
                OpCase.of("maximum", -2, 2, (b, p) -> b.maximum(p.get(0), p.get(1)), a, c),
                OpCase.of("minimum", -2, 2, (b, p) -> b.minimum(p.get(0), p.get(1)), a, c),
                OpCase.of("mod", 0.3, 2, (b, p) -> b.mod(b.negate(p.get(0)), p.get(1)), a, c),
                OpCase.of("multiply by itself", -2, 2, (b, p) -> b.multiply(p.get(0), p.get(0)), a),
                OpCase.of("where", -2, 2, (b, p) -> b.where(b.less(p.get(0), p.get(1)), p.get(0), p.get(1)), a, c),
                OpCase.of(
                        "logic of comparisons",
                        -2,
                        2,
                        (b, p) -> b.where(
                                b.or(
                                        b.and(b.greater(p.get(0), p.get(1)), b.not(b.equal(p.get(0), p.get(1)))),
                                        b.and(
                                                b.lessOrEqual(p.get(0), b.constant(-1)),
                                                b.greaterOrEqual(p.get(1), b.constant(0)))),
                                b.square(p.get(0)),
                                p.get(1)),
                        a,
                        c),
                OpCase.of(
                        "integers",
                        -20,
                        20,
                        (b, p) -> {
                            Value i = b.cast(p.get(0), DType.I64);
                            Value sums = b.sum(b.divide(b.multiply(b.negate(i), b.add(i, 3)), 2), 1);
                            Value far = b.max(b.where(b.less(i, b.scalar(0, i)), b.abs(i), i), 1);
                            return b.multiply(p.get(0), b.cast(b.unsqueeze(b.subtract(sums, far), 1), DType.F32));
                        },
                        of(2, 3)),
                OpCase.of(
                        "cast",
                        -2,
                        2,
                        (b, p) -> b.multiply(p.get(0), b.cast(b.greater(p.get(0), p.get(1)), DType.F32)),
                        a,
                        c));
    }
}
