package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

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
}
