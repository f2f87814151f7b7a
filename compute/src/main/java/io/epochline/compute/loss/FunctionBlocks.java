package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Functions to write own terms with, such as {@code mean(abs(pred - target))}. */
final class FunctionBlocks {
    static final List<Block> ALL = List.of(
            Block.function(
                    "mean",
                    Kind.SCALAR,
                    1,
                    "mean of all positions",
                    "from tensor to scalar",
                    (g, in) -> g.mean(in.first())),
            Block.function(
                    "sum",
                    Kind.SCALAR,
                    1,
                    "sum along the last axis, mean over rows",
                    "from tensor to scalar",
                    (g, in) -> g.mean(g.sum(in.first(), -1))),
            Block.function(
                    "max",
                    Kind.SCALAR,
                    1,
                    "maximum along the last axis, mean over rows",
                    "the worst position",
                    (g, in) -> g.mean(g.max(in.first(), -1))),
            Block.function(
                    "diff",
                    Kind.TENSOR,
                    2,
                    "x[i+1] - x[i]",
                    "slope along the last axis",
                    (g, in) -> diff(g, in.first())),
            Block.function(
                    "cumsum",
                    Kind.TENSOR,
                    1,
                    "x[0] + … + x[i]",
                    "running sum along the last axis",
                    (g, in) -> g.cumsum(in.first(), -1)),
            Block.function(
                    "softmax",
                    Kind.TENSOR,
                    1,
                    "exp(x)/sum(exp(x))",
                    "unit mass along the last axis",
                    (g, in) -> g.softmax(in.first(), -1)),
            Block.function(
                    "log_softmax",
                    Kind.TENSOR,
                    1,
                    "x - log(sum(exp(x)))",
                    "log of softmax",
                    (g, in) -> g.logSoftmax(in.first(), -1)),
            Block.function(
                    "sort",
                    Kind.TENSOR,
                    1,
                    "x in ascending order",
                    "which values there are, wherever they sit; mae(sort(pred), sort(target)) is their W1 distance",
                    (g, in) -> g.sort(in.first(), -1)),
            new Block(
                    "weighted",
                    List.of(
                            new Parameter.Tensor("x", null),
                            Parameter.Setting.positive("start", 1),
                            Parameter.Setting.positive("middle", 1),
                            Parameter.Setting.positive("end", 1)),
                    Kind.TENSOR,
                    1,
                    "x[i]·w[i], w linear from start to middle to end along the last axis, then divided by its mean",
                    "some positions count for more; mean(weighted(square(pred - target))) is mse",
                    FunctionBlocks::weighted),
            Block.elementwise("abs", "|x|", "absolute value", (g, in) -> g.abs(in.first())),
            Block.elementwise("square", "x²", "square", (g, in) -> g.square(in.first())),
            Block.elementwise("sqrt", "√x", "square root; x must stay positive", (g, in) -> g.sqrt(in.first())),
            Block.elementwise("exp", "exp(x)", "exponential", (g, in) -> g.exp(in.first())),
            Block.elementwise("log", "log(x)", "natural logarithm; x must stay positive", (g, in) -> g.log(in.first())),
            Block.elementwise("tanh", "tanh(x)", "hyperbolic tangent", (g, in) -> g.tanh(in.first())),
            Block.elementwise("sigmoid", "1/(1 + exp(-x))", "logistic function", (g, in) -> g.sigmoid(in.first())),
            Block.elementwise("softplus", "log(1 + exp(x))", "smooth positive part", (g, in) -> g.softplus(in.first())),
            Block.elementwise("relu", "max(x, 0)", "positive part", (g, in) -> g.relu(in.first())));

    private FunctionBlocks() {}

    static Value diff(GraphBuilder g, Value x) {
        int length = x.shape().dim(-1);
        return g.subtract(g.slice(x, -1, 1, length), g.slice(x, -1, 0, length - 1));
    }

    private static Value weighted(GraphBuilder g, Block.Operands in) {
        int length = in.first().shape().dim(-1);
        double[] weights = IntStream.range(0, length)
                .mapToDouble(i -> weight(in.settings(), length == 1 ? 1 : 2.0 * i / (length - 1)))
                .toArray();
        double mean = Arrays.stream(weights).average().orElse(1);
        Arrays.setAll(weights, i -> weights[i] / mean);
        ValueType row = new ValueType(in.first().dtype(), Shape.of(1, length));
        return g.multiply(in.first(), g.constant(new Tensor(row, weights)));
    }

    /** {@code at} is 0 at the start, 1 in the middle and 2 at the end. */
    private static double weight(List<Double> knots, double at) {
        int from = at < 1 ? 0 : 1;
        double part = at - from;
        return (1 - part) * knots.get(from) + part * knots.get(from + 1);
    }
}
