package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.TestingRuntime;
import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every named network: gradients against finite differences in float64, ONNX Runtime against the reference, and training. */
class NetworkNumericsTest {

    private static final int BATCH = 2;

    private final SplittableRandom random = new SplittableRandom(1);

    static List<SmallNetwork> networks() {
        return SmallNetwork.ALL;
    }

    @Test
    void everyNamedNetworkIsTried() {
        assertThat(networks()).extracting(it -> it.network().name()).containsAll(Network.names());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfEveryParameterAgreesWithFiniteDifferences(SmallNetwork small) {
        GraphBuilder g = new GraphBuilder();
        Value loss = loss(g, small);

        List<String> parameters =
                small.plan().parameters().stream().map(ParameterSpec::name).toList();
        TestingGradients.check(g, loss, parameters, feeds(small), random);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onnxRuntimeAgreesWithTheReference(SmallNetwork small) {
        GraphBuilder g = new GraphBuilder();
        Value loss = loss(g, small);
        g.output("loss", loss);
        Map<String, Value> parameters = g.build().parameters();
        List<Value> gradients = Gradients.of(g, loss, List.copyOf(parameters.values()));
        Iterator<Value> next = gradients.iterator();
        parameters.keySet().forEach(name -> g.output("d " + name, next.next()));
        Graph graph = g.build();
        Map<String, Tensor> feeds = feeds(small);

        Map<String, double[]> found = TestingRuntime.run(graph, feeds);

        Map<String, Tensor> expected = Interpreter.run(graph, feeds);
        double largest = expected.values().stream()
                .mapToDouble(NetworkNumericsTest::largest)
                .max()
                .orElseThrow();
        expected.forEach((name, values) -> {
            // A gradient far smaller than the others carries their rounding: that of a bias before a batch norm is
            // nothing else.
            double size = Math.max(largest(values), 1e-3 * largest);
            assertThat(found.get(name)).as(name).containsExactly(values.values(), within(1e-4 * size));
        });
    }

    private static double largest(Tensor values) {
        return Arrays.stream(values.values()).map(Math::abs).max().orElse(0);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aFewStepsLowerTheLoss(SmallNetwork small) {
        Shape target = small.target();
        FloatBuffer x = uniform(small.input().size());
        FloatBuffer wanted = uniform(target.size());
        try (TrainingEngine engine = OnnxTrainingEngine.open(new EngineSpec(
                small.network(),
                small.loss(),
                small.loss(),
                new Optimizer.Adam(0.01),
                small.input(),
                target,
                1,
                Device.CPU))) {
            double first = engine.step(x, wanted, BATCH).loss();
            double last = IntStream.range(0, 30)
                    .mapToDouble(step -> engine.step(x, wanted, BATCH).loss())
                    .skip(25)
                    .average()
                    .orElseThrow();

            assertThat(last).isLessThan(first);
        }
    }

    private static Value loss(GraphBuilder g, SmallNetwork small) {
        Value x = g.input("x", ValueType.f32(small.input().prepend(BATCH)));
        Value target = g.input("target", ValueType.f32(small.target().prepend(BATCH)));
        return small.loss().apply(g, small.network().apply(g, x, Mode.TRAIN), target);
    }

    /** A batch in [0, 1). */
    private FloatBuffer uniform(int size) {
        FloatBuffer batch = Buffers.floats(BATCH * size);
        for (int i = 0; i < batch.capacity(); i++) {
            batch.put(i, random.nextFloat());
        }
        return batch;
    }

    /** The first parameters moved a little, a random input and target, and noise in [0, 1). */
    private Map<String, Tensor> feeds(SmallNetwork small) {
        NetworkPlan plan = small.plan();
        Map<String, Tensor> feeds = new HashMap<>();
        FloatBuffer theta = Buffers.floats(plan.parameterCount());
        plan.initialise(3, theta);
        theta.rewind();
        for (ParameterSpec parameter : plan.parameters()) {
            double[] values = random.doubles(parameter.shape().size())
                    .map(noise -> theta.get() + 0.01 * noise)
                    .toArray();
            feeds.put(parameter.name(), Tensor.of(parameter.shape(), values));
        }
        plan.states().forEach(state -> feeds.put(state.name(), unit(state.shape())));
        plan.noise().forEach(noise -> feeds.put(noise.name(), unit(noise.shape().prepend(BATCH))));
        feeds.put("x", TestingGradients.random(small.input().prepend(BATCH), random));
        feeds.put("target", unit(small.target().prepend(BATCH)));
        return feeds;
    }

    private Tensor unit(Shape shape) {
        return Tensor.of(shape, random.doubles(shape.size()).toArray());
    }
}
