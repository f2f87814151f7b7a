package io.epochline.compute.network;

import io.epochline.compute.TestingGradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each layer on its own, against finite differences in float64. */
class LayerGradientsTest {
    private static final int BATCH = 2;

    @Test
    void theRanker() {
        check(Network.named("ranker_mlp", Map.of("hidden", 8)), Shape.of(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{conv: {filters: 3, kernel: 3, stride: 2, padding: 1}}, {max_pool: 2}, flatten]",
                "[{conv: {filters: 3, kernel: 2, padding: valid, bias: false}}, {average_pool: {size: 3, stride: 2}}]",
                "[{conv: 4}, {group_norm: 2}, {layer_norm: {}}, gelu]",
                "[{residual: [{conv: {filters: 4, stride: 2}}]}, {squeeze_excite: 2}, silu]",
                "[{dense_block: {layers: 2, growth: 2}}, {channel_attention: {heads: 2, width: 3, grid: 2}}]",
                "[{conv: 3}, {batch_norm: {momentum: 0.2}}, relu, flatten, batch_norm, {dense: 2}]",
                "[{repeat: {times: 2, layers: [{conv: 2}, tanh]}}, {adaptive_average_pool: 4}]",
                "[flatten, {residual: [{dense: 5}, softplus]}, {dropout: 0.4}, {dense: 4}, softmax]",
                "[tokens, {positions: learned}, {residual: [layer_norm, {attention: {heads: 2, width: 3}}]}]",
                "[tokens, {cross_attention: {queries: 4, heads: 2, width: 3}}, transpose, {dense: 2}]",
                "[{conv: 3}, {local_attention: {window: 3, heads: 2, width: 2}}, tanh]",
                "[{local_attention: {window: 2, shift: 1, heads: 1, width: 3}}, {spectral_features: 3}]",
                "[tokens, {positions: sinusoidal}, {gru: 3}, {gru: {units: 2, bidirectional: true}}]",
                "[{reshape: [9, 8]}, {lstm: {units: 2, bidirectional: true}}, {lstm: 3}]",
                "[{branches: [[{conv: 2}, flatten], [{spectral_features: 2}, flatten]]}, {dense: 3}]",
                "[{conv: {filters: 4, dilation: 2, groups: 2}}, {cbam: {ratio: 2, kernel: 3}}, instance_norm]",
                "[{skip: [{conv: {filters: 3, stride: 2}}, elu, {upsample: {factor: 2, mode: bilinear}}]}, {conv: 2}]",
                "[{conv_transpose: 3}, selu, {conv_transpose: {filters: 2, kernel: 3}}, {upsample: 2}, mish]",
                "[{conv_transpose: {filters: 2, kernel: 2, stride: 3, bias: false}}, coords, {conv: 2}, leaky_relu]",
                "[{reshape: [3, 2, 3, 4]}, {each: [{conv: 2}, flatten, {dropout: 0.3}]}, {aggregate: mean}, {dense: 2}]",
                "[{reshape: [3, 24]}, {each: [{dense: 2}]}, {aggregate: flatten}, hard_sigmoid, {dense: 3}, log_softmax]",
                "[{rescale: {scale: 2, offset: 2}}, {embedding: {count: 5, width: 2}}, flatten, {dense: 2}]",
                "[flatten, {features: {sizes: [20, 12, 40], use: [true, false, true]}}, {dense: 2}, softsign]",
                "[{when: {flag: true, layers: [{conv: 2}]}}, {when: {flag: false, layers: [flatten]}}, hard_swish]",
                "[{reshape: [9, 8]}, {dense: 4}, sigmoid, {rescale: {scale: 2, offset: -1}}]",
            })
    void everyLayer(String layers) {
        check(Network.parse("{name: probe, layers: " + layers + "}"), Shape.of(2, 6, 6));
    }

    private static void check(Network network, Shape input) {
        NetworkPlan plan = network.plan(input);
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("x", TestingGradients.random(input.prepend(BATCH), random));
        feeds.put("target", TestingGradients.random(plan.output().prepend(BATCH), random));
        plan.parameters().forEach(it -> feeds.put(it.name(), TestingGradients.random(it.shape(), random)));
        plan.states().forEach(it -> feeds.put(it.name(), uniform(it.shape(), random)));
        plan.noise().forEach(it -> feeds.put(it.name(), uniform(it.shape().prepend(BATCH), random)));

        GraphBuilder g = new GraphBuilder();
        Value pred = network.apply(g, g.input("x", ValueType.f32(input.prepend(BATCH))), Mode.TRAIN);
        Value target = g.input("target", ValueType.f32(plan.output().prepend(BATCH)));
        Value loss = Loss.parse("log_cosh").apply(g, pred, target);
        List<String> names = plan.parameters().stream().map(ParameterSpec::name).toList();
        TestingGradients.check(g, loss, names, feeds, random);
    }

    private static Tensor uniform(Shape shape, SplittableRandom random) {
        return Tensor.of(shape, random.doubles(shape.size()).toArray());
    }
}
