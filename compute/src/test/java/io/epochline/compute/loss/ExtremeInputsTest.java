package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where float32 is easily lost, value and gradient stay finite, in the runtime and in the reference. */
class ExtremeInputsTest {

    static Stream<String> losses() {
        return TestingLosses.blocksAndNames();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void largePredictions(String text) {
        for (double size : new double[] {1e2, 1e4, -1e4}) {
            assertFinite(text, x -> size * x, x -> x);
            assertFinite(text, x -> size * (2 + x), x -> x);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void rowsOfZeros(String text) {
        assertFinite(text, x -> 0, x -> 0);
        assertFinite(text, x -> 0, x -> x);
        assertFinite(text, x -> x, x -> 0);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void constantRows(String text) {
        assertFinite(text, x -> 0.25, x -> 1);
        assertFinite(text, x -> x, x -> 1);
        assertFinite(text, x -> -50, x -> 1);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void rowsOfOneValueAreJudgedOrRefused(String text) {
        Head head = Loss.parse(text).head();
        Shape example = Shape.of(2, 1);
        Shape prediction = head.prediction(example).orElse(Shape.of(2, 2)).prepend(3);
        Map<String, Tensor> feeds = Map.of("prediction", ones(prediction, 0.3), "target", ones(example.prepend(3), 1));
        try {
            assertAllFinite(TestingLosses.run(text, feeds));
        } catch (LossException e) {
            assertThat(e).hasMessageContaining("values along the last axis, found 1");
        }
    }

    @Test
    void aBatchOfNothingIsRefused() {
        GraphBuilder g = new GraphBuilder();
        ValueType nothing = ValueType.f32(0, 7);

        assertThatThrownBy(() -> Loss.parse("mse").apply(g, g.input("p", nothing), g.input("t", nothing)))
                .hasMessage("the prediction is f32[0, 7]: there is no value to judge. Expected a row or more");
    }

    private static void assertFinite(String text, DoubleUnaryOperator prediction, DoubleUnaryOperator target) {
        Map<String, Tensor> feeds = new HashMap<>(TestingLosses.feeds(text, new SplittableRandom(5)));
        feeds.computeIfPresent("prediction", (name, tensor) -> mapped(tensor, prediction));
        if (Loss.parse(text).head() != Head.LABELS) {
            feeds.computeIfPresent("target", (name, tensor) -> mapped(tensor, target));
        }
        assertAllFinite(TestingLosses.run(text, feeds));
        assertAllFinite(TestingLosses.runInFloat32(text, feeds));
    }

    private static void assertAllFinite(Map<String, Tensor> results) {
        results.forEach(
                (name, tensor) -> assertThat(DoubleStream.of(tensor.values()).allMatch(Double::isFinite))
                        .as("%s %s", name, tensor)
                        .isTrue());
    }

    private static Tensor mapped(Tensor tensor, DoubleUnaryOperator change) {
        return Tensor.of(
                tensor.shape(), DoubleStream.of(tensor.values()).map(change).toArray());
    }

    private static Tensor ones(Shape shape, double value) {
        return mapped(Tensor.of(shape, new double[shape.size()]), x -> value);
    }
}
