package io.epochline.compute.foreign;

import static java.util.Map.entry;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op.UnaryKind;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.onnx.proto.TensorProto.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Arithmetic, functions, comparisons and choice, element by element. */
final class ElementwiseRules {

    private static final Map<String, UnaryKind> FUNCTIONS = Map.ofEntries(
            entry("Abs", UnaryKind.ABS),
            entry("Acos", UnaryKind.ACOS),
            entry("Acosh", UnaryKind.ACOSH),
            entry("Asin", UnaryKind.ASIN),
            entry("Asinh", UnaryKind.ASINH),
            entry("Atan", UnaryKind.ATAN),
            entry("Atanh", UnaryKind.ATANH),
            entry("Ceil", UnaryKind.CEIL),
            entry("Cos", UnaryKind.COS),
            entry("Cosh", UnaryKind.COSH),
            entry("Erf", UnaryKind.ERF),
            entry("Exp", UnaryKind.EXP),
            entry("Floor", UnaryKind.FLOOR),
            entry("IsNaN", UnaryKind.IS_NAN),
            entry("Log", UnaryKind.LOG),
            entry("Neg", UnaryKind.NEGATE),
            entry("Not", UnaryKind.NOT),
            entry("Reciprocal", UnaryKind.RECIPROCAL),
            entry("Relu", UnaryKind.RELU),
            entry("Round", UnaryKind.ROUND),
            entry("Sigmoid", UnaryKind.SIGMOID),
            entry("Sign", UnaryKind.SIGN),
            entry("Sin", UnaryKind.SIN),
            entry("Sinh", UnaryKind.SINH),
            entry("Softplus", UnaryKind.SOFTPLUS),
            entry("Sqrt", UnaryKind.SQRT),
            entry("Tan", UnaryKind.TAN),
            entry("Tanh", UnaryKind.TANH));

    private ElementwiseRules() {}

    static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        FUNCTIONS.forEach((op, kind) -> rules.put(op, Rule.one(c -> c.b().unary(kind, c.x()))));
        rules.put("Add", Rule.one(c -> c.b().add(c.x(), c.x(1))));
        rules.put("And", Rule.one(c -> c.b().and(c.x(), c.x(1))));
        rules.put("Cast", Rule.one(ElementwiseRules::cast));
        rules.put("CastLike", Rule.one(c -> c.b().cast(c.x(), c.x(1).dtype())));
        rules.put("Clip", Rule.one(ElementwiseRules::clip));
        rules.put("Div", Rule.one(c -> inFloat(c.b(), c.x(), c.x(1), c.b()::divide)));
        rules.put("Dropout", Rule.one(ElementwiseRules::dropout));
        rules.put("Equal", Rule.one(c -> c.b().equal(c.x(), c.x(1))));
        rules.put("Greater", Rule.one(c -> c.b().greater(c.x(), c.x(1))));
        rules.put("GreaterOrEqual", Rule.one(c -> c.b().greaterOrEqual(c.x(), c.x(1))));
        rules.put("Identity", Rule.one(Call::x));
        rules.put("Less", Rule.one(c -> c.b().less(c.x(), c.x(1))));
        rules.put("LessOrEqual", Rule.one(c -> c.b().lessOrEqual(c.x(), c.x(1))));
        rules.put("Max", Rule.one(c -> fold(c, c.b()::maximum)));
        rules.put("Mean", Rule.one(c -> c.b().divide(
                        fold(c, c.b()::add), c.operands().size())));
        rules.put("Min", Rule.one(c -> fold(c, c.b()::minimum)));
        rules.put("Mod", Rule.one(ElementwiseRules::mod));
        rules.put("Mul", Rule.one(c -> c.b().multiply(c.x(), c.x(1))));
        rules.put("Or", Rule.one(c -> c.b().or(c.x(), c.x(1))));
        rules.put("Pow", Rule.one(ElementwiseRules::pow));
        rules.put("Sub", Rule.one(c -> c.b().subtract(c.x(), c.x(1))));
        rules.put("Sum", Rule.one(c -> fold(c, c.b()::add)));
        rules.put("Where", Rule.one(c -> c.b().where(c.x(), c.x(1), c.x(2))));
        rules.put("Xor", Rule.one(c -> c.b().not(c.b().equal(c.x(), c.x(1)))));
        return rules;
    }

    /** A quotient of integers is one of floats, rounded towards zero. */
    private static Value inFloat(GraphBuilder b, Value x, Value y, BinaryOperator<Value> op) {
        return x.dtype() == DType.I64
                ? b.cast(op.apply(b.cast(x, DType.F64), b.cast(y, DType.F64)), DType.I64)
                : op.apply(x, y);
    }

    private static Value mod(Call c) {
        GraphBuilder b = c.b();
        if (!c.flag("fmod", false)) {
            return inFloat(b, c.x(), c.x(1), b::mod);
        }
        return inFloat(b, c.x(), c.x(1), (x, y) -> {
            Value rest = b.mod(b.abs(x), b.abs(y));
            return b.multiply(b.sign(x), rest);
        });
    }

    private static Value fold(Call c, BinaryOperator<Value> op) {
        return c.operands().stream().reduce(op).orElseGet(c::x);
    }

    private static Value pow(Call c) {
        GraphBuilder b = c.b();
        Optional<Tensor> exponent = c.numbers().apply(c.x(1)).filter(tensor -> tensor.values().length == 1);
        boolean square = exponent.isPresent() && exponent.get().item() == 2;
        if (square && c.x(1).rank() <= c.x().rank()) {
            return b.square(c.x());
        }
        return inFloat(b, c.x(), b.cast(c.x(1), c.x().dtype()), b::pow);
    }

    private static Value clip(Call c) {
        Value low = c.maybe(1).map(bound -> c.b().maximum(c.x(), bound)).orElseGet(c::x);
        return c.maybe(2).map(bound -> c.b().minimum(low, bound)).orElse(low);
    }

    private static Value dropout(Call c) {
        c.onlyOutputsBefore(1);
        if (c.has(2) && c.number(2) != 0) {
            throw new Unimportable(
                    "expected dropout that is off, found training mode", "Export the model in eval mode");
        }
        return c.x();
    }

    private static Value cast(Call c) {
        int to = c.integer("to", 0);
        DType dtype =
                switch (to) {
                    case DataType.FLOAT_VALUE -> DType.F32;
                    case DataType.DOUBLE_VALUE -> DType.F64;
                    case DataType.BOOL_VALUE -> DType.BOOL;
                    case DataType.INT64_VALUE, DataType.INT32_VALUE -> DType.I64;
                    default -> throw Unimportable.attribute("to", "float, double, bool, int32 or int64", "type " + to);
                };
        return c.b().cast(c.x(), dtype);
    }
}
