package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Value;

/** The gradients of what works element by element; null is zero. */
final class ElementwisePullbacks {

    private ElementwisePullbacks() {}

    static Value unary(Op.UnaryKind kind, Site site) {
        GraphBuilder b = site.b();
        Value dy = site.dy();
        Value x = site.x();
        Value y = site.y();
        return switch (kind) {
            case NEGATE -> b.negate(dy);
            case ABS -> b.multiply(dy, b.sign(x));
            case SIGN, STEP, FLOOR, CEIL, ROUND, NOT, IS_NAN, IS_INF -> null;
            case EXP -> b.multiply(dy, y);
            case LOG -> b.divide(dy, x);
            case SQRT -> b.divide(b.multiply(dy, 0.5), y);
            case RECIPROCAL -> b.negate(b.multiply(dy, b.square(y)));
            case ERF -> b.multiply(dy, b.multiply(b.exp(b.negate(b.square(x))), 2 / Math.sqrt(Math.PI)));
            case TANH -> b.multiply(dy, b.subtract(b.scalar(1, y), b.square(y)));
            case SIGMOID -> b.multiply(dy, b.multiply(y, b.subtract(b.scalar(1, y), y)));
            case SOFTPLUS -> b.multiply(dy, b.sigmoid(x));
            case RELU -> b.multiply(dy, b.step(y));
            case SIN -> b.multiply(dy, b.cos(x));
            case COS -> b.negate(b.multiply(dy, b.sin(x)));
            case TAN -> b.multiply(dy, b.add(b.square(y), 1));
            case ASIN -> b.divide(dy, b.sqrt(oneMinusSquare(b, x)));
            case ACOS -> b.negate(b.divide(dy, b.sqrt(oneMinusSquare(b, x))));
            case ATAN -> b.divide(dy, b.add(b.square(x), 1));
            case SINH -> b.multiply(dy, b.cosh(x));
            case COSH -> b.multiply(dy, b.sinh(x));
            case ASINH -> b.divide(dy, b.sqrt(b.add(b.square(x), 1)));
            case ACOSH -> b.divide(dy, b.sqrt(b.negate(oneMinusSquare(b, x))));
            case ATANH -> b.divide(dy, oneMinusSquare(b, x));
        };
    }

    static Value leakyRelu(double slope, Site site) {
        GraphBuilder b = site.b();
        Value steepness = b.add(b.multiply(b.step(site.x()), 1 - slope), slope);
        return b.multiply(site.dy(), steepness);
    }

    /** Below 0 the slope is {@code y + alpha}, above it is 1. */
    static Value elu(double alpha, Site site) {
        GraphBuilder b = site.b();
        Value below = b.add(b.negate(b.relu(b.negate(site.y()))), alpha);
        Value slope = alpha == 1 ? below : b.add(below, b.multiply(b.step(site.x()), 1 - alpha));
        return b.multiply(site.dy(), slope);
    }

    /** By its factors, which lose nothing where x is close to 1 or -1. */
    private static Value oneMinusSquare(GraphBuilder b, Value x) {
        return b.multiply(b.subtract(b.scalar(1, x), x), b.add(x, 1));
    }

    /** In one operand, before what broadcasting stretched is folded. */
    static Value binary(Op.BinaryKind kind, int operand, Site site) {
        GraphBuilder b = site.b();
        Value dy = site.dy();
        Value left = site.node().input(0);
        Value right = site.node().input(1);
        boolean first = operand == 0;
        return switch (kind) {
            case ADD -> dy;
            case SUBTRACT -> first ? dy : b.negate(dy);
            case MULTIPLY -> b.multiply(dy, first ? right : left);
            case DIVIDE -> first ? b.divide(dy, right) : b.negate(b.divide(b.multiply(dy, site.y()), right));
            case POW ->
                first
                        ? b.multiply(dy, b.multiply(right, b.pow(left, b.subtract(right, 1))))
                        : b.multiply(dy, b.multiply(site.y(), b.log(left)));
            case MAXIMUM -> b.multiply(dy, share(b, first ? left : right, first ? right : left));
            case MINIMUM -> b.multiply(dy, share(b, first ? right : left, first ? left : right));
            case AND, OR -> throw new AssertionError("a bool has no gradient");
        };
    }

    static Value where(int operand, Site site) {
        GraphBuilder b = site.b();
        Value zero = b.scalar(0, site.dy());
        Value chosen = operand == 1 ? b.where(site.x(), site.dy(), zero) : b.where(site.x(), zero, site.dy());
        return site.sumTo(chosen, site.node().input(operand).shape());
    }

    /** 1 where {@code a > b}, 0 where {@code a < b}, and a half where they are equal. */
    private static Value share(GraphBuilder b, Value winner, Value loser) {
        Value atMost = b.where(b.less(winner, loser), b.scalar(0, winner), b.scalar(0.5, winner));
        return b.where(b.greater(winner, loser), b.scalar(1, winner), atMost);
    }
}
