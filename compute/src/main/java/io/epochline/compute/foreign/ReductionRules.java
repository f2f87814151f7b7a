package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op.Reduction;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What folds axes, or runs along one. */
final class ReductionRules {

    /** Folds axes and keeps them with extent 1. */
    private interface Fold extends BiFunction<Value, int[], Value> {}

    private ReductionRules() {}

    static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        rules.put("CumSum", Rule.one(ReductionRules::cumulativeSum));
        rules.put("LogSoftmax", Rule.one(c -> c.b().logSoftmax(c.x(), c.integer("axis", -1))));
        rules.put("ReduceL1", Rule.one(c -> fold(c, (x, axes) -> c.b().sumKeepDims(c.b().abs(x), axes))));
        rules.put("ReduceL2", Rule.one(c -> fold(c, (x, axes) -> norm(c.b(), x, axes))));
        rules.put("ReduceLogSum", Rule.one(c -> fold(c, (x, axes) -> c.b().log(c.b().sumKeepDims(x, axes)))));
        rules.put("ReduceLogSumExp", Rule.one(c -> fold(c, c.b()::logSumExpKeepDims)));
        rules.put("ReduceMax", Rule.one(c -> fold(c, Reduction.MAX)));
        rules.put("ReduceMean", Rule.one(c -> fold(c, Reduction.MEAN)));
        rules.put("ReduceMin", Rule.one(c -> fold(c, Reduction.MIN)));
        rules.put("ReduceProd", Rule.one(c -> fold(c, (x, axes) -> product(c.b(), x, axes))));
        rules.put("ReduceSum", Rule.one(c -> fold(c, Reduction.SUM)));
        rules.put("ReduceSumSquare", Rule.one(c -> fold(c, (x, axes) -> c.b().sumKeepDims(c.b().square(x), axes))));
        rules.put("Softmax", Rule.one(c -> c.b().softmax(c.x(), c.integer("axis", -1))));
        return rules;
    }

    private static Value fold(Call c, Reduction kind) {
        return fold(c, (x, axes) -> c.b().reduce(kind, x, true, axes));
    }

    /** Integers are folded as f64, in which extents are exact. */
    private static Value fold(Call c, Fold fold) {
        Shape shape = c.x().shape();
        int[] given = c.axes(1).orElse(new int[0]);
        boolean nothing = given.length == 0 && c.flag("noop_with_empty_axes", false);
        if (nothing || shape.rank() == 0) {
            return c.x();
        }
        List<Integer> axes = (given.length == 0 ? IntStream.range(0, shape.rank()) : Arrays.stream(given))
                .map(shape::axis)
                .boxed()
                .toList();
        DType dtype = c.x().dtype();
        Value x = dtype.isFloat() ? c.x() : c.b().cast(c.x(), DType.F64);
        Value folded = fold.apply(x, axes.stream().mapToInt(axis -> axis).toArray());
        Value result = c.flag("keepdims", true)
                ? folded
                : c.b().reshape(
                                folded,
                                Shape.of(IntStream.range(0, shape.rank())
                                        .filter(axis -> !axes.contains(axis))
                                        .map(shape::dim)
                                        .toArray()));
        return c.b().cast(result, dtype);
    }

    private static Value norm(GraphBuilder b, Value x, int... axes) {
        return kept(b, x, b.norm(x, axes), axes);
    }

    private static Value product(GraphBuilder b, Value x, int... axes) {
        return kept(b, x, b.product(x, axes), axes);
    }

    private static Value kept(GraphBuilder b, Value x, Value folded, int... axes) {
        Shape shape = x.shape();
        for (int axis : axes) {
            shape = shape.with(axis, 1);
        }
        return b.reshape(folded, shape);
    }

    private static Value cumulativeSum(Call c) {
        int axis = c.integers(1)[0];
        if (c.flag("exclusive", false)) {
            throw Unimportable.attribute("exclusive", 0, 1);
        }
        DType dtype = c.x().dtype();
        Value x = dtype.isFloat() ? c.x() : c.b().cast(c.x(), DType.F64);
        Value sum = c.flag("reverse", false) ? c.b().reverseCumsum(x, axis) : c.b().cumsum(x, axis);
        return c.b().cast(sum, dtype);
    }
}
