package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.reference.Interpreter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BatchNormTest {
    private static final Network LAYER = Network.parse("{name: probe, layers: [batch_norm]}");
    private static final Shape BATCH = Shape.of(4, 3, 2, 2);

    @Test
    void trainsAndInfersAsTorchDoes() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(Path.of("src/test/golden/batch_norm.json").toFile());
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("batch_norm1.scale", vector(golden.get("scale")));
        feeds.put("batch_norm1.offset", vector(golden.get("offset")));
        feeds.put("batch_norm1.running_mean", Tensor.of(Shape.of(3), 0, 0, 0));
        feeds.put("batch_norm1.running_variance", Tensor.of(Shape.of(3), 1, 1, 1));
        Graph training = training(BATCH);
        for (JsonNode step : golden.get("steps")) {
            feeds.put("x", new Tensor(ValueType.f32(BATCH), values(step.get("x"))));
            Map<String, Tensor> found = Interpreter.run(training, feeds);
            for (String name : List.of(
                    "y", "x_gradient", "scale_gradient", "offset_gradient", "running_mean", "running_variance")) {
                assertThat(found.get(name).values()).as(name).containsExactly(values(step.get(name)), within(1e-12));
            }
            feeds.put("batch_norm1.running_mean", found.get("running_mean"));
            feeds.put("batch_norm1.running_variance", found.get("running_variance"));
        }
        feeds.put(
                "x",
                new Tensor(
                        ValueType.f32(BATCH), values(golden.get("steps").get(0).get("x"))));
        GraphBuilder g = new GraphBuilder();
        g.output("y", LAYER.apply(g, g.input("x", ValueType.f32(BATCH)), Mode.INFER));
        assertThat(Interpreter.run(g.build(), feeds).get("y").values())
                .containsExactly(values(golden.get("inference")), within(1e-12));
    }

    @Test
    void aBatchOfOneValuePerChannelLeavesTheRunningStatisticsAlone() {
        Shape one = Shape.of(1, 2);
        Map<String, Tensor> found = Interpreter.run(
                training(one),
                Map.of(
                        "x", Tensor.of(one, 5, -5),
                        "batch_norm1.scale", Tensor.of(Shape.of(2), 1, 1),
                        "batch_norm1.offset", Tensor.of(Shape.of(2), 7, 8),
                        "batch_norm1.running_mean", Tensor.of(Shape.of(2), 1, 2),
                        "batch_norm1.running_variance", Tensor.of(Shape.of(2), 3, 4)));

        assertThat(found.get("y").values()).containsExactly(7, 8);
        assertThat(found.get("running_mean").values()).containsExactly(1, 2);
        assertThat(found.get("running_variance").values()).containsExactly(3, 4);
    }

    @Test
    void theStatesOfAPlanStartAtMeanZeroAndVarianceOne() {
        NetworkPlan plan = LAYER.plan(Shape.of(2, 5));
        FloatBuffer start = FloatBuffer.allocate(plan.stateCount());
        plan.initialiseStates(start);

        assertThat(plan.states())
                .extracting(StateSpec::name)
                .containsExactly("batch_norm1.running_mean", "batch_norm1.running_variance");
        assertThat(start.array()).containsExactly(0, 0, 1, 1);
    }

    /** The layer on x, the gradients of the mean of its cubes, and the running statistics that follow. */
    private static Graph training(Shape batch) {
        GraphBuilder g = new GraphBuilder();
        Value x = g.parameter("x", ValueType.f32(batch));
        Model.Forward forward = LAYER.forward(g, x, Mode.TRAIN);
        Value y = forward.prediction();
        g.output("y", y);
        forward.nextStates().forEach((name, next) -> g.output(name.substring("batch_norm1.".length()), next));
        List<String> names = List.of("x", "batch_norm1.scale", "batch_norm1.offset");
        List<Value> wrt = names.stream().map(g.build().parameters()::get).toList();
        List<Value> gradients = Gradients.of(g, g.mean(g.multiply(y, g.square(y))), wrt);
        g.output("x_gradient", gradients.get(0));
        g.output("scale_gradient", gradients.get(1));
        g.output("offset_gradient", gradients.get(2));
        return g.build();
    }

    private static Tensor vector(JsonNode values) {
        return Tensor.of(Shape.of(values.size()), values(values));
    }

    private static double[] values(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
