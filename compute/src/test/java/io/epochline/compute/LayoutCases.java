package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.List;
import java.util.stream.Stream;

/** Reductions and moves of elements. */
final class LayoutCases {

    private LayoutCases() {}

    static Stream<OpCase> all() {
        return Stream.of(reductions(), layout()).flatMap(List::stream);
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
                OpCase.of("log of summed exp", -2, 2, (b, p) -> b.logSumExp(p.get(0), 1, 2), shape),
                OpCase.of("log of summed exp keeping axes", -2, 2, (b, p) -> b.logSumExpKeepDims(p.get(0), 1), shape),
                OpCase.of("product", -2, 2, (b, p) -> b.product(p.get(0), 0, 1), shape),
                OpCase.of("product of all", -2, 2, (b, p) -> b.product(p.get(0)), of(5)),
                OpCase.of("norm", -2, 2, (b, p) -> b.norm(p.get(0), 0, -1), shape),
                OpCase.of("variance", -2, 2, (b, p) -> b.variance(p.get(0), 0, 1), shape),
                OpCase.of("variance without bias", -2, 2, (b, p) -> b.variance(p.get(0), 1), shape),
                OpCase.of("softmax", -2, 2, (b, p) -> b.softmax(p.get(0), 1), shape),
                OpCase.of("log softmax", -2, 2, (b, p) -> b.logSoftmax(p.get(0), -1), shape),
                OpCase.of("cumulative sum", -2, 2, (b, p) -> b.square(b.cumsum(p.get(0), 1)), shape),
                OpCase.of("cumulative sum before", -2, 2, (b, p) -> b.square(b.cumsumBefore(p.get(0), 1)), shape),
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
                OpCase.of(
                        "split",
                        -2,
                        2,
                        (b, p) -> b.square(b.split(p.get(0), 1, 2, 0, 3).get(2)),
                        shape),
                OpCase.of(
                        "largest",
                        -2,
                        2,
                        (b, p) -> b.square(b.largest(p.get(0), 2, 1).values()),
                        shape),
                OpCase.of(
                        "smallest",
                        -2,
                        2,
                        (b, p) -> b.square(b.smallest(p.get(0), 3, -1).values()),
                        shape),
                OpCase.of("one hot", -2, 2, (b, p) -> b.multiply(b.oneHot(b.argSort(p.get(0), 0), 3), p.get(0)), of(3)),
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

    private static Value indices(GraphBuilder b, Shape shape, double... values) {
        return b.constant(new Tensor(new ValueType(DType.I64, shape), values));
    }
}
