package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import java.util.List;
import java.util.stream.Stream;

/** Every op in the forms that differ. What is checked of them is in the tests that read this list. */
public final class OpCases {

    private static final Window PLAIN = Window.of(3, 3, 1, 0);
    private static final Window SAME = Window.same(3, 1);
    private static final Window HALVING = Window.same(3, 2);
    private static final Window SKEWED = new Window(3, 2, 2, 1, 1, 0, 0, 1);
    private static final Window WIDE_PADS = Window.of(2, 2, 1, 2);
    private static final Window DILATED = Window.of(3, 2, 1, 2).dilated(2, 3);
    private static final Window SPARSE = new Window(3, 2, 2, 3, 1, 2, 2, 0).dilated(2, 3);
    private static final Window TILES = Window.of(2, 2, 2, 0);

    private OpCases() {}

    public static Stream<OpCase> all() {
        return Stream.of(unary(), binary(), reductions(), layout(), matrices(), windows())
                .flatMap(List::stream);
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
                OpCase.of("sigmoid", -4, 4, (b, p) -> b.sigmoid(p.get(0)), shape),
                OpCase.of("softplus", -4, 4, (b, p) -> b.softplus(p.get(0)), shape),
                OpCase.of("relu", -2, 2, (b, p) -> b.relu(p.get(0)), shape),
                OpCase.of("step", -2, 2, (b, p) -> b.multiply(b.step(p.get(0)), p.get(0)), shape),
                OpCase.of("gelu", -2, 2, (b, p) -> b.gelu(p.get(0)), shape),
                OpCase.of("silu", -2, 2, (b, p) -> b.silu(p.get(0)), shape),
                OpCase.of("sin", -2, 2, (b, p) -> b.sin(p.get(0)), shape),
                OpCase.of("cos", -2, 2, (b, p) -> b.cos(p.get(0)), shape),
                OpCase.of("square", -2, 2, (b, p) -> b.square(p.get(0)), shape),
                OpCase.of("clamp", -2, 2, (b, p) -> b.clamp(p.get(0), -1, 1), shape),
                OpCase.of("tanh of a scalar", -2, 2, (b, p) -> b.tanh(p.get(0)), Shape.SCALAR));
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
                        "cast",
                        -2,
                        2,
                        (b, p) -> b.multiply(p.get(0), b.cast(b.greater(p.get(0), p.get(1)), DType.F32)),
                        a,
                        c));
    }

    private static List<OpCase> reductions() {
        Shape shape = of(2, 3, 4);
        return List.of(
                OpCase.of("sum", -2, 2, (b, p) -> b.sum(p.get(0), 1), shape),
                OpCase.of("sum of all", -2, 2, (b, p) -> b.sum(p.get(0)), shape),
                OpCase.of("sum keeping axes", -2, 2, (b, p) -> b.sumKeepDims(p.get(0), 0, 2), shape),
                OpCase.of("mean", -2, 2, (b, p) -> b.mean(p.get(0), 0, -1), shape),
                OpCase.of("mean of one element", -2, 2, (b, p) -> b.mean(p.get(0)), of(1)),
                OpCase.of("max", -2, 2, (b, p) -> b.max(p.get(0), 1), shape),
                OpCase.of("max keeping axes", -2, 2, (b, p) -> b.maxKeepDims(p.get(0), 1, 2), shape),
                OpCase.of("min", -2, 2, (b, p) -> b.min(p.get(0), -1), shape),
                OpCase.of("softmax", -2, 2, (b, p) -> b.softmax(p.get(0), 1), shape),
                OpCase.of("log softmax", -2, 2, (b, p) -> b.logSoftmax(p.get(0), -1), shape),
                OpCase.of("cumulative sum", -2, 2, (b, p) -> b.square(b.cumsum(p.get(0), 1)), shape),
                OpCase.of("cumulative sum from the end", -2, 2, (b, p) -> b.reverseCumsum(p.get(0), 2), shape));
    }

    private static List<OpCase> layout() {
        Shape shape = of(2, 5, 4);
        return List.of(
                OpCase.of("reshape", -2, 2, (b, p) -> b.square(b.reshape(p.get(0), 4, -1)), shape),
                OpCase.of("broadcast", -2, 2, (b, p) -> b.broadcastTo(p.get(0), of(3, 2, 4)), of(2, 1)),
                OpCase.of("transpose", -2, 2, (b, p) -> b.square(b.transpose(p.get(0), 2, 0, 1)), shape),
                OpCase.of("slice", -2, 2, (b, p) -> b.square(b.slice(p.get(0), 1, 1, -1)), shape),
                OpCase.of("slice in steps", -2, 2, (b, p) -> b.square(b.slice(p.get(0), 1, 1, 5, 3)), shape),
                OpCase.of("reverse", -2, 2, (b, p) -> b.square(b.reverse(p.get(0), 0, 2)), shape),
                OpCase.of("pad", -2, 2, (b, p) -> b.square(b.pad(p.get(0), 1, 2, 1)), shape),
                OpCase.of(
                        "pad with a value",
                        -2,
                        2,
                        (b, p) -> b.square(b.pad(p.get(0), List.of(0, 1), List.of(1, 0), 3)),
                        of(2, 2)),
                OpCase.of("concat", -2, 2, (b, p) -> b.square(b.concat(1, p.get(0), p.get(1))), shape, of(2, 1, 4)),
                OpCase.of("stack", -2, 2, (b, p) -> b.square(b.stack(0, p.get(0), p.get(1))), shape, shape),
                OpCase.of("sort", -2, 2, (b, p) -> b.square(b.sort(p.get(0), 1)), shape),
                OpCase.of(
                        "gather",
                        -2,
                        2,
                        (b, p) -> b.square(b.gather(p.get(0), indices(b, of(2, 3), 0, 4, -1, 4, 0, 0), 1)),
                        shape),
                OpCase.of(
                        "gather one",
                        -2,
                        2,
                        (b, p) -> b.square(b.gather(p.get(0), indices(b, Shape.SCALAR, -2), -1)),
                        shape),
                OpCase.of(
                        "embedding",
                        -2,
                        2,
                        (b, p) -> b.square(b.embedding(p.get(0), indices(b, of(4), 1, 0, 1, 4))),
                        of(5, 3)),
                OpCase.of(
                        "scatter",
                        -2,
                        2,
                        (b, p) -> b.square(b.scatterAdd(b.argSort(p.get(0), 1), p.get(0), 1, 6)),
                        shape));
    }

    private static List<OpCase> matrices() {
        return List.of(
                OpCase.of("matmul", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(3, 4), of(4, 2)),
                OpCase.of("matmul by a row", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(1, 4), of(4, 1)),
                OpCase.of("matmul of a batch", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(2, 3, 4), of(2, 4, 2)),
                OpCase.of("matmul, broadcast", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(3, 4), of(2, 4, 2)),
                OpCase.of(
                        "matmul with one matrix",
                        -1,
                        1,
                        (b, p) -> b.matmul(p.get(0), p.get(1)),
                        of(2, 3, 4),
                        of(4, 2)));
    }

    private static List<OpCase> windows() {
        Shape image = of(2, 2, 6, 5);
        return List.of(
                convolution("conv", PLAIN, image, 3),
                convolution("conv, same", SAME, image, 3),
                convolution("conv, halving", HALVING, image, 3),
                convolution("conv, skewed", SKEWED, image, 3),
                convolution("conv, padded beyond the kernel", WIDE_PADS, image, 1),
                convolution("conv, 1x1", Window.of(1, 1, 1, 0), image, 3),
                convolution("conv of many channels", SAME, of(1, 9, 3, 4), 2),
                convolution("conv, dilated", DILATED, image, 3),
                convolution("conv, dilated and halving", SPARSE, of(2, 2, 6, 9), 3),
                convolution("conv in groups", SAME, of(2, 4, 4, 3), 6, 2),
                convolution("conv in groups, dilated", SPARSE, of(1, 4, 6, 8), 4, 2),
                convolution("conv, depthwise", SAME, of(2, 3, 4, 5), 3, 3),
                convolution("conv, depthwise, two each, halving", HALVING, of(2, 3, 4, 5), 6, 3),
                convolution("conv, depthwise, dilated", SPARSE, of(2, 2, 6, 9), 4, 2),
                convolution("conv of many channels, halving", HALVING, of(1, 9, 3, 4), 2),
                OpCase.of(
                        "conv with a bias and relu",
                        -1,
                        1,
                        (b, p) -> b.relu(b.add(b.conv2d(p.get(0), p.get(1), SAME), b.reshape(p.get(2), 1, 3, 1, 1))),
                        image,
                        of(3, 2, 3, 3),
                        of(3)),
                OpCase.of(
                        "transposed conv",
                        -1,
                        1,
                        (b, p) -> b.conv2dInputGradient(p.get(0), p.get(1), HALVING, 1, 6, 5),
                        of(2, 3, 3, 3),
                        of(3, 2, 3, 3)),
                OpCase.of(
                        "transposed conv with more rows",
                        -1,
                        1,
                        (b, p) -> b.convTranspose2d(p.get(0), p.get(1), HALVING, 1, 1, 0),
                        of(2, 3, 3, 2),
                        of(3, 2, 3, 3)),
                OpCase.of(
                        "transposed conv in groups, dilated",
                        -1,
                        1,
                        (b, p) -> b.convTranspose2d(p.get(0), p.get(1), SPARSE, 2, 0, 1),
                        of(2, 4, 3, 2),
                        of(4, 3, 3, 2)),
                OpCase.of(
                        "kernel gradient in groups",
                        -1,
                        1,
                        (b, p) -> b.conv2dKernelGradient(p.get(0), p.get(1), SAME, 2),
                        of(2, 4, 3, 3),
                        of(2, 2, 3, 3)),
                OpCase.of(
                        "kernel gradient",
                        -1,
                        1,
                        (b, p) -> b.conv2dKernelGradient(p.get(0), p.get(1), SKEWED, 1),
                        image,
                        of(2, 3, 3, 5)),
                OpCase.of("max pool", -2, 2, (b, p) -> b.square(b.maxPool2d(p.get(0), TILES)), image),
                OpCase.of(
                        "max pool, dilated",
                        -2,
                        2,
                        (b, p) -> b.square(
                                b.maxPool2d(p.get(0), Window.of(2, 2, 1, 1).dilated(2, 1))),
                        image),
                OpCase.of(
                        "average pool, dilated",
                        -2,
                        2,
                        (b, p) -> b.square(
                                b.averagePool2d(p.get(0), Window.of(2, 2, 2, 0).dilated(1, 2))),
                        image),
                OpCase.of("max pool, overlapping", -2, 2, (b, p) -> b.square(b.maxPool2d(p.get(0), HALVING)), image),
                OpCase.of(
                        "positions of max pool",
                        -2,
                        2,
                        (b, p) -> b.takeAlongAxis(
                                b.flatten(p.get(0), 0),
                                b.flatten(b.apply(new Op.MaxPool2dIndices(TILES), p.get(0)), 0),
                                0),
                        image),
                OpCase.of("average pool", -2, 2, (b, p) -> b.square(b.averagePool2d(p.get(0), TILES)), of(2, 1, 4, 6)),
                OpCase.of(
                        "average pool, overlapping",
                        -2,
                        2,
                        (b, p) -> b.square(b.averagePool2d(p.get(0), HALVING)),
                        image),
                OpCase.of("global average pool", -2, 2, (b, p) -> b.square(b.globalAveragePool(p.get(0))), image));
    }

    private static Value indices(GraphBuilder b, Shape shape, double... values) {
        return b.constant(new Tensor(new ValueType(DType.I64, shape), values));
    }

    private static OpCase convolution(String name, Window window, Shape image, int outputs) {
        return convolution(name, window, image, outputs, 1);
    }

    private static OpCase convolution(String name, Window window, Shape image, int outputs, int groups) {
        Shape kernel = of(outputs, image.dim(1) / groups, window.height(), window.width());
        return OpCase.of(name, -1, 1, (b, p) -> b.conv2d(p.get(0), p.get(1), window, groups), image, kernel);
    }
}
