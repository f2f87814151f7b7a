package io.epochline.compute.onnx;

import io.epochline.compute.ir.Op;

/** The operator names of ONNX for ops that come in kinds. */
final class OnnxNames {

    private OnnxNames() {}

    static String of(Op.UnaryKind kind) {
        return switch (kind) {
            case NEGATE -> "Neg";
            case ABS -> "Abs";
            case SIGN -> "Sign";
            case EXP -> "Exp";
            case LOG -> "Log";
            case SQRT -> "Sqrt";
            case RECIPROCAL -> "Reciprocal";
            case ERF -> "Erf";
            case TANH -> "Tanh";
            case SIGMOID -> "Sigmoid";
            case SOFTPLUS -> "Softplus";
            case RELU -> "Relu";
            case STEP -> "HardSigmoid";
            case SIN -> "Sin";
            case COS -> "Cos";
            case FLOOR -> "Floor";
            case CEIL -> "Ceil";
            case ROUND -> "Round";
            case TAN -> "Tan";
            case ASIN -> "Asin";
            case ACOS -> "Acos";
            case ATAN -> "Atan";
            case SINH -> "Sinh";
            case COSH -> "Cosh";
            case ASINH -> "Asinh";
            case ACOSH -> "Acosh";
            case ATANH -> "Atanh";
            case NOT -> "Not";
            case IS_NAN -> "IsNaN";
            case IS_INF -> "IsInf";
        };
    }

    static String of(Op.BinaryKind kind) {
        return switch (kind) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case POW -> "Pow";
            case MAXIMUM -> "Max";
            case MINIMUM -> "Min";
            case AND -> "And";
            case OR -> "Or";
        };
    }

    static String of(Op.Comparison kind) {
        return switch (kind) {
            case EQUAL -> "Equal";
            case LESS -> "Less";
            case LESS_EQUAL -> "LessOrEqual";
            case GREATER -> "Greater";
            case GREATER_EQUAL -> "GreaterOrEqual";
        };
    }

    static String of(Op.Reduction kind) {
        return switch (kind) {
            case SUM -> "ReduceSum";
            case MEAN -> "ReduceMean";
            case MAX -> "ReduceMax";
            case MIN -> "ReduceMin";
            case LOG_SUM_EXP -> "ReduceLogSumExp";
        };
    }
}
