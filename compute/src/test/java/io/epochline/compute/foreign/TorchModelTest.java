package io.epochline.compute.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Mode;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.network.ParameterSpec;
import io.epochline.compute.network.StateSpec;
import io.epochline.compute.reference.Interpreter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What torch exported predicts and differentiates here as it does there: golden/torch_small.py made the numbers. */
class TorchModelTest {

    private static final int BATCH = 4;

    @ParameterizedTest
    @ValueSource(strings = {"small", "image", "attention", "sequence", "enlarging", "gated"})
    void predictsAndDifferentiatesAsTorchDoes(String name) {
        TorchModel torch = TorchModel.load(name);
        NetworkPlan plan = torch.model().plan(torch.input());
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(torch.input().prepend(BATCH)));
        Value prediction = torch.model().forward(b, x, Mode.TRAIN).prediction();
        b.output("prediction", prediction);
        Value target = b.input("target", prediction.type());
        Value loss = Loss.parse("mse").apply(b, prediction, target);
        b.output("loss", loss);
        Map<String, Value> parameters = b.build().parameters();
        List<Value> gradients = Gradients.of(b, loss, new ArrayList<>(parameters.values()));
        int i = 0;
        for (String parameter : parameters.keySet()) {
            b.output("grad." + parameter, gradients.get(i++));
        }
        Map<String, Tensor> found = Interpreter.run(b.build(), feeds(torch, plan));

        assertThat(plan.output()).isEqualTo(torch.output());
        assertThat(found.get("prediction").values()).containsExactly(torch.numbers("prediction"), within(1e-4));
        assertThat(found.get("loss").item())
                .isCloseTo(torch.golden().get("loss").asDouble(), within(1e-5));
        torch.golden().get("gradients").properties().forEach(entry -> {
            double[] expected = TorchModel.numbers(entry.getValue());
            assertThat(found.get("grad." + entry.getKey()).values())
                    .as(entry.getKey())
                    .containsExactly(expected, within(1e-4));
        });
    }

    private static Map<String, Tensor> feeds(TorchModel torch, NetworkPlan plan) {
        Map<String, Tensor> feeds = new HashMap<>();
        Tensor x = torch.batch(0, BATCH);
        feeds.put("x", x);
        feeds.put("target", torch.target(x));
        FloatBuffer theta = FloatBuffer.allocate(plan.parameterCount());
        plan.initialise(0, theta);
        theta.flip();
        for (ParameterSpec spec : plan.parameters()) {
            feeds.put(
                    spec.name(),
                    Tensor.of(spec.shape(), next(theta, spec.shape().size())));
        }
        FloatBuffer states = FloatBuffer.allocate(plan.stateCount());
        plan.initialiseStates(states);
        states.flip();
        for (StateSpec spec : plan.states()) {
            feeds.put(
                    spec.name(),
                    Tensor.of(spec.shape(), next(states, spec.shape().size())));
        }
        return feeds;
    }

    private static double[] next(FloatBuffer values, int count) {
        return IntStream.range(0, count).mapToDouble(i -> values.get()).toArray();
    }
}
