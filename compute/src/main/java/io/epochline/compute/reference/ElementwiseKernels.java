package io.epochline.compute.reference;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What works element by element. */
final class ElementwiseKernels {

    private ElementwiseKernels() {}

    static double[] unary(Op.UnaryKind kind, Tensor x) {
        DoubleUnaryOperator f =
                switch (kind) {
                    case NEGATE -> v -> -v;
                    case ABS -> Math::abs;
                    case SIGN -> Math::signum;
                    case EXP -> Math::exp;
                    case LOG -> Math::log;
                    case SQRT -> Math::sqrt;
                    case RECIPROCAL -> v -> 1 / v;
                    case ERF -> Erf::erf;
                    case TANH -> Math::tanh;
                    case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
                    case SOFTPLUS -> v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
                    case RELU -> v -> Math.max(v, 0);
                    case STEP -> v -> v > 0 ? 1 : 0;
                    case SIN -> Math::sin;
                    case COS -> Math::cos;
                    case FLOOR -> Math::floor;
                    case CEIL -> Math::ceil;
                    case ROUND -> Math::rint;
                    case TAN -> Math::tan;
                    case ASIN -> Math::asin;
                    case ACOS -> Math::acos;
                    case ATAN -> Math::atan;
                    case SINH -> Math::sinh;
                    case COSH -> Math::cosh;
                    case ASINH -> v -> Math.copySign(asinh(Math.abs(v)), v);
                    case ACOSH -> v -> Math.log(v + Math.sqrt((v - 1) * (v + 1)));
                    case ATANH -> v -> (Math.log1p(v) - Math.log1p(-v)) / 2;
                    case NOT -> v -> 1 - v;
                    case IS_NAN -> v -> Double.isNaN(v) ? 1 : 0;
                    case IS_INF -> v -> Double.isInfinite(v) ? 1 : 0;
                };
        return map(x, f);
    }

    static double[] leakyRelu(double slope, Tensor x) {
        return map(x, v -> v > 0 ? v : slope * v);
    }

    static double[] elu(double alpha, Tensor x) {
        return map(x, v -> v > 0 ? v : alpha * Math.expm1(v));
    }

    private static double[] map(Tensor x, DoubleUnaryOperator f) {
        return Arrays.stream(x.values()).map(f).toArray();
    }

    /** Of a number that is not negative, without loss near 0. */
    private static double asinh(double v) {
        return Math.log1p(v + v * v / (1 + Math.sqrt(v * v + 1)));
    }

    static double[] binary(Op.BinaryKind kind, Tensor a, Tensor b, Shape out) {
        return zip(
                a,
                b,
                out,
                switch (kind) {
                    case ADD -> (x, y) -> x + y;
                    case SUBTRACT -> (x, y) -> x - y;
                    case MULTIPLY -> (x, y) -> x * y;
                    case DIVIDE -> a.type().dtype() == DType.I64 ? ElementwiseKernels::quotient : (x, y) -> x / y;
                    case POW -> Math::pow;
                    case MAXIMUM, OR -> Math::max;
                    case MINIMUM, AND -> Math::min;
                });
    }

    private static double quotient(double a, double b) {
        if (b == 0) {
            throw new ComputeException(
                    "division_by_zero",
                    ComputeException.Category.USER,
                    "divide: expected integers other than 0 to divide by, found " + (long) a + " / 0");
        }
        return (double) ((long) a / (long) b);
    }

    static double[] compare(Op.Comparison kind, Tensor a, Tensor b, Shape out) {
        return zip(
                a,
                b,
                out,
                switch (kind) {
                    case EQUAL -> (x, y) -> x == y ? 1 : 0;
                    case LESS -> (x, y) -> x < y ? 1 : 0;
                    case LESS_EQUAL -> (x, y) -> x <= y ? 1 : 0;
                    case GREATER -> (x, y) -> x > y ? 1 : 0;
                    case GREATER_EQUAL -> (x, y) -> x >= y ? 1 : 0;
                });
    }

    static double[] where(Tensor condition, Tensor a, Tensor b, Shape out) {
        double[] chosen = LayoutKernels.broadcast(condition, out);
        double[] yes = LayoutKernels.broadcast(a, out);
        double[] no = LayoutKernels.broadcast(b, out);
        double[] result = new double[out.size()];
        Arrays.setAll(result, i -> chosen[i] != 0 ? yes[i] : no[i]);
        return result;
    }

    static double[] cast(DType to, Tensor x) {
        return switch (to) {
            case F32, F64 -> x.values();
            case I64 -> Arrays.stream(x.values()).map(v -> (long) v).toArray();
            case BOOL -> Arrays.stream(x.values()).map(v -> v != 0 ? 1 : 0).toArray();
        };
    }

    private static double[] zip(Tensor a, Tensor b, Shape out, DoubleBinaryOperator f) {
        double[] left = LayoutKernels.broadcast(a, out);
        double[] right = LayoutKernels.broadcast(b, out);
        double[] result = new double[out.size()];
        Arrays.setAll(result, i -> f.applyAsDouble(left[i], right[i]));
        return result;
    }
}
