package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.epochline.compute.TestingGradients;
import io.epochline.compute.engine.ModelExport;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Buffers;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every named network as an ONNX file. */
class NamedNetworkExportTest {
    private static final long SEED = 3;

    static List<SmallNetwork> networks() {
        return SmallNetwork.ALL;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void oneFilePredictsForEveryBatchSize(SmallNetwork small) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        byte[] file = new ModelExport(small.network(), small.input()).prediction(SEED);
        try (OrtSession session = environment.createSession(file)) {
            for (int batch : new int[] {1, 5}) {
                Tensor x = TestingGradients.random(small.input().prepend(batch), new SplittableRandom(batch));
                FloatBuffer values = Buffers.floats(x.values().length);
                for (int i = 0; i < values.capacity(); i++) {
                    values.put(i, (float) x.values()[i]);
                }
                try (OnnxTensor input = OnnxTensor.createTensor(
                                environment, values, x.shape().toLongs());
                        OrtSession.Result result = session.run(Map.of("x", input))) {
                    Tensor expected = predicted(small, x);
                    OnnxTensor found = (OnnxTensor) result.get("prediction").orElseThrow();
                    assertThat(found.getInfo().getShape())
                            .isEqualTo(expected.shape().toLongs());
                    FloatBuffer predictions = found.getFloatBuffer();
                    for (double value : expected.values()) {
                        assertThat((double) predictions.get()).isCloseTo(value, within(1e-4 * (1 + Math.abs(value))));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theFileOfGradientsHasOneForEachParameter(SmallNetwork small) throws OrtException {
        byte[] file = new ModelExport(small.network(), small.input()).gradients(small.loss(), 2);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
            List<String> parameters =
                    small.plan().parameters().stream().map(ParameterSpec::name).toList();
            Set<String> outputs = session.getOutputNames();

            assertThat(session.getInputNames()).contains("x", "target").containsAll(parameters);
            assertThat(outputs).hasSize(1 + parameters.size()).contains("loss");
            assertThat(parameters).allSatisfy(name -> assertThat(outputs).contains("grad." + name));
        }
    }

    private static Tensor predicted(SmallNetwork small, Tensor x) {
        GraphBuilder g = new GraphBuilder();
        g.output("y", small.network().apply(g, g.input("x", ValueType.f32(x.shape())), Mode.INFER));
        NetworkPlan plan = small.plan();
        FloatBuffer theta = Buffers.floats(plan.parameterCount());
        plan.initialise(SEED, theta.duplicate());
        FloatBuffer states = Buffers.floats(plan.stateCount());
        plan.initialiseStates(states.duplicate());
        Map<String, Tensor> feeds = new HashMap<>(Map.of("x", x));
        plan.parameters().forEach(it -> feeds.put(it.name(), next(theta, it.shape())));
        plan.states().forEach(it -> feeds.put(it.name(), next(states, it.shape())));
        return Interpreter.run(g.build(), feeds).get("y");
    }

    /** The values at the buffer's position, which moves behind them. */
    private static Tensor next(FloatBuffer values, Shape shape) {
        double[] taken = new double[shape.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = values.get();
        }
        return Tensor.of(shape, taken);
    }
}
