package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
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
        Graph graph = TestingLosses.graph(text, feeds);
        Map<String, Tensor> expected = Interpreter.run(graph, feeds);
        FloatBuffer loss = Buffers.floats(1);
        FloatBuffer gradient = Buffers.floats(expected.get("gradient").shape().size());

        try (CompiledGraph compiled = CompiledGraph.compile(graph);
                Binding binding = compiled.bind()) {
            feeds.forEach((name, tensor) -> binding.input(name, floats(tensor)));
            binding.output("loss", loss);
            binding.output("gradient", gradient);
            binding.run();
        }

        assertClose(loss.get(0), expected.get("loss").item());
        for (int i = 0; i < gradient.capacity(); i++) {
            assertClose(gradient.get(i), expected.get("gradient").values()[i]);
        }
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

    private static FloatBuffer floats(Tensor tensor) {
        FloatBuffer buffer = Buffers.floats(tensor.shape().size());
        for (double value : tensor.values()) {
            buffer.put((float) value);
        }
        return buffer.rewind();
    }

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
    }
}
