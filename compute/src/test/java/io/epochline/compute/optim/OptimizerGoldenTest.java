package io.epochline.compute.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Buffers;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same gradients take the same way as in PyTorch: golden/optimizers.py made the numbers. */
class OptimizerGoldenTest {

    record Golden(double[] start, double[][] gradients, Map<String, double[][]> paths) {}

    record Case(String name, Optimizer optimizer, Clipping clipping) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Golden GOLDEN = read();

    static Stream<Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        TestingOptimizers.all(0.5f, 2, 0, 10)
                .forEach((name, optimizer) -> cases.put(name, new Case(name, optimizer, Clipping.NONE)));
        Optimizer sgd = new Optimizer.Sgd(0.1, 0);
        cases.put("clipped by norm", new Case("clipped by norm", sgd, Clipping.byNorm(2.5)));
        cases.put("clipped by value", new Case("clipped by value", sgd, Clipping.byValue(1.5)));
        assertThat(cases).containsOnlyKeys(GOLDEN.paths().keySet());
        return cases.values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void graphTakesTheStepsOfTorchInFloat64(Case c) {
        Graph graph = TestingOptimizers.step(c.optimizer(), c.clipping(), 4);
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("theta", vector(GOLDEN.start()));
        feeds.put("rate", Tensor.scalar(c.optimizer().learningRate()));
        List<float[]> moments = c.optimizer().start(4).moments();
        for (int i = 0; i < moments.size(); i++) {
            float[] moment = moments.get(i);
            feeds.put("moment." + i, vector(moment[0], moment[1], moment[2], moment[3]));
        }
        double[][] path = GOLDEN.paths().get(c.name());
        for (int t = 0; t < path.length; t++) {
            feeds.put("gradient", vector(GOLDEN.gradients()[t]));
            feeds.put("number", Tensor.scalar(t + 1));
            Map<String, Tensor> next = Interpreter.run(graph, feeds);
            feeds.put("theta", next.get("next"));
            for (int i = 0; i < moments.size(); i++) {
                feeds.put("moment." + i, next.get("next." + i));
            }
            assertThat(next.get("next").values()).as("step %d", t + 1).containsExactly(path[t], within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void loopTakesTheStepsOfTorchInFloat32(Case c) {
        Updater updater = c.optimizer().start(4);
        FloatBuffer theta = Buffers.of(floats(GOLDEN.start()));
        double[][] path = GOLDEN.paths().get(c.name());
        for (int t = 0; t < path.length; t++) {
            FloatBuffer gradient = Buffers.of(floats(GOLDEN.gradients()[t]));
            double rate = c.optimizer().learningRate();
            updater.update(theta, gradient, rate, t + 1, c.clipping(), updater.norm(gradient));
            for (int i = 0; i < 4; i++) {
                double expected = path[t][i];
                assertThat((double) theta.get(i))
                        .as("step %d", t + 1)
                        .isCloseTo(expected, within(2e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    private static Tensor vector(double... values) {
        return Tensor.of(Shape.of(values.length), values);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static Golden read() {
        try {
            return new ObjectMapper()
                    .readValue(Path.of("src/test/golden/optimizers.json").toFile(), Golden.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
