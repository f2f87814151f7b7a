package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every block and every named loss, whatever it means. */
class LossProofTest {
    private static final String EVERY = "io.epochline.compute.loss.TestingLosses#all";

    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @MethodSource(EVERY)
    void gradientsAgreeWithFiniteDifferences(String text) {
        Map<String, Tensor> feeds = TestingLosses.feeds(text, random);
        GraphBuilder g = new GraphBuilder();

        TestingGradients.check(g, TestingLosses.build(g, text, feeds), List.of("prediction"), feeds, random);
    }

    @ParameterizedTest
    @MethodSource(EVERY)
    void theHessianIsSymmetric(String text) {
        Map<String, Tensor> feeds = new HashMap<>(TestingLosses.feeds(text, random));
        Shape shape = feeds.get("prediction").shape();
        GraphBuilder g = new GraphBuilder();
        Value loss = TestingLosses.build(g, text, feeds);
        g.output("loss", loss);
        List<Value> wrt = List.of(g.build().parameters().get("prediction"));
        Value u = g.constant(TestingGradients.random(shape, random));
        Value v = g.constant(TestingGradients.random(shape, random));
        Value hv = Gradients.hessianVectorProduct(g, loss, wrt, List.of(v)).get(0);
        Value hu = Gradients.hessianVectorProduct(g, loss, wrt, List.of(u)).get(0);
        g.output("uHv", g.sum(g.multiply(u, hv)));
        g.output("vHu", g.sum(g.multiply(v, hu)));

        Map<String, Tensor> results = Interpreter.run(g.build(), feeds);

        double expected = results.get("vHu").item();
        assertThat(results.get("uHv").item()).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    }

    @ParameterizedTest
    @MethodSource(EVERY)
    void onnxRuntimeAgreesWithTheReference(String text) {
        Map<String, Tensor> feeds = TestingLosses.feeds(text, random);
        Map<String, Tensor> found = TestingLosses.runInFloat32(text, feeds);

        TestingLosses.run(text, feeds).forEach((name, expected) -> {
            for (int i = 0; i < expected.values().length; i++) {
                double value = expected.values()[i];
                assertThat(found.get(name).values()[i]).isCloseTo(value, within(1e-4 * Math.max(1, Math.abs(value))));
            }
        });
    }

    @ParameterizedTest
    @MethodSource(EVERY)
    void theNumberOfLeadingAxesMakesNoDifference(String text) {
        Map<String, Tensor> feeds = TestingLosses.feeds(text, random);
        Map<String, Tensor> folded = new HashMap<>();
        feeds.forEach((name, tensor) -> folded.put(name, Tensor.of(folded(tensor.shape()), tensor.values())));

        double expected = TestingLosses.run(text, feeds).get("loss").item();

        assertThat(TestingLosses.run(text, folded).get("loss").item())
                .isEqualTo(expected)
                .isFinite();
    }

    /** {@code [B, 2, 2, L] -> [B, 4, L]}. */
    private static Shape folded(Shape shape) {
        return Shape.of(shape.dim(0), shape.dim(1) * shape.dim(2), shape.dim(3));
    }
}
