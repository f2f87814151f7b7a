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
            case NOT -> "Not";
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
        };
    }
}
