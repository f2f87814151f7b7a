package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.reference.Interpreter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers on small examples whose result can be worked out by hand. */
class LayerValuesTest {
    @Test
    void upsampleRepeatsOrMixesPixels() {
        Tensor x = Tensor.of(Shape.of(1, 1, 1, 2), 0, 4);

        assertThat(run("{upsample: 2}", x, Map.of()).values()).containsExactly(0, 0, 4, 4, 0, 0, 4, 4);
        assertThat(run("{upsample: {factor: 2, mode: bilinear}}", x, Map.of()).values())
                .containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
    }

    @Test
    void aTransposedConvolutionSpreadsPixelsToTheStrideTimesTheirExtent() {
        Map<String, Tensor> kernel = Map.of("conv_transpose1.weight", Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4));

        Tensor y = run("{conv_transpose: {filters: 1, bias: false}}", Tensor.of(Shape.of(1, 1, 1, 2), 1, 10), kernel);

        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 2, 4));
        assertThat(y.values()).containsExactly(1, 2, 10, 20, 3, 4, 30, 40);
        for (int kernelSize = 1; kernelSize <= 5; kernelSize++) {
            String layer = "{conv_transpose: {filters: 4, kernel: " + kernelSize + ", stride: 3}}";
            assertThat(network(layer).outputShape(Shape.of(2, 5, 6))).isEqualTo(Shape.of(4, 15, 18));
        }
    }

    @Test
    void cbamGatesChannelsThenPixels() {
        Tensor x = Tensor.of(Shape.of(1, 2, 1, 2), 1, 3, -2, 0);
        Map<String, Tensor> weights = Map.of(
                "cbam1.squeeze.weight", Tensor.of(Shape.of(2, 1), 1, 0),
                "cbam1.excite.weight", Tensor.of(Shape.of(1, 2), 1, -1),
                "cbam1.spatial.weight", Tensor.of(Shape.of(1, 2, 1, 1), 1, 0.5));

        double[] y = run("{cbam: {ratio: 2, kernel: 1}}", x, weights).values();

        // The first channel's mean 2 and maximum 3 give the logits 5 and -5.
        double[] weighed = {sigmoid(5), 3 * sigmoid(5), -2 * sigmoid(-5), 0};
        for (int pixel = 0; pixel < 2; pixel++) {
            double a = weighed[pixel];
            double b = weighed[2 + pixel];
            double gate = sigmoid((a + b) / 2 + 0.5 * Math.max(a, b));
            assertThat(y[pixel]).isCloseTo(a * gate, within(1e-12));
            assertThat(y[2 + pixel]).isCloseTo(b * gate, within(1e-12));
        }
    }

    @Test
    void coordsRunFromMinusOneToOne() {
        Tensor y = run("coords", Tensor.of(Shape.of(1, 1, 2, 3), 5, 5, 5, 5, 5, 5), Map.of());

        assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 2, 3));
        assertThat(y.values()).containsExactly(5, 5, 5, 5, 5, 5, -1, -1, -1, 1, 1, 1, -1, 0, 1, -1, 0, 1);
    }

    @Test
    void spectralFeaturesFindAWaveByItsDirection() {
        double[] wave = new double[6 * 8];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = 3 * Math.cos(2 * Math.PI * (2.0 * (i % 8) / 8 - 1.0 * (i / 8) / 6) + 0.4);
        }

        Tensor y = run("{spectral_features: 3}", Tensor.of(Shape.of(1, 1, 6, 8), wave), Map.of());

        // Rows are the frequencies -2 to 2 down, columns 0 to 2 across: half of 3 times 48 pixels is in (-1, 2) alone.
        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 5, 3));
        for (int i = 0; i < 15; i++) {
            double power = i == 5 ? Math.pow(1.5 * 48, 2) / 48 : 0;
            assertThat(y.values()[i]).isCloseTo(Math.log1p(power), within(1e-12));
        }
    }

    @Test
    void instanceNormLooksAtOneChannelOfOneExample() {
        Tensor x = Tensor.of(Shape.of(1, 2, 1, 2), 1, 3, 10, 30);
        Map<String, Tensor> settings = Map.of(
                "instance_norm1.scale", Tensor.of(Shape.of(2), 1, 2),
                "instance_norm1.offset", Tensor.of(Shape.of(2), 0, 7));

        assertThat(run("{instance_norm: {epsilon: 1e-12}}", x, settings).values())
                .containsExactly(new double[] {-1, 1, 5, 9}, within(1e-9));
    }

    @Test
    void eachSharesItsLayersAmongItemsAndAggregateJoinsThem() {
        Tensor items = Tensor.of(Shape.of(1, 3, 2), 1, 2, 3, 4, 5, 6);
        Map<String, Tensor> weight = Map.of("dense1.weight", Tensor.of(Shape.of(2, 1), 1, 10));
        String each = "{each: [{dense: {units: 1, bias: false}}]}, ";

        assertThat(run(each + "{aggregate: flatten}", items, weight)).isEqualTo(Tensor.of(Shape.of(1, 3), 21, 43, 65));
        assertThat(run(each + "{aggregate: mean}", items, weight)).isEqualTo(Tensor.of(Shape.of(1, 1), 43));
    }

    @Test
    void skipPutsXBeforeWhatItsLayersMake() {
        Tensor x = Tensor.of(Shape.of(1, 2), -1, 2);

        assertThat(run("{skip: [relu]}", x, Map.of())).isEqualTo(Tensor.of(Shape.of(1, 4), -1, 2, 0, 2));
    }

    @Test
    void anEmbeddingLooksRowsUp() {
        Map<String, Tensor> table = Map.of("embedding1.weight", Tensor.of(Shape.of(3, 2), 0, 1, 10, 11, 20, 21));

        assertThat(run("{embedding: {count: 3, width: 2}}", Tensor.of(Shape.of(1, 2), 2, 0), table))
                .isEqualTo(Tensor.of(Shape.of(1, 2, 2), 20, 21, 0, 1));
    }

    @Test
    void featuresKeepTheSlicesThatAreUsed() {
        Tensor x = Tensor.of(Shape.of(1, 6), 1, 2, 3, 4, 5, 6);
        String features = "{features: {sizes: [1, 2, 3], use: [%s]}}";

        assertThat(run(features.formatted("true, false, true"), x, Map.of()).values())
                .containsExactly(1, 4, 5, 6);
        assertThat(network(features.formatted("true, true, true")).outputShape(Shape.of(40)))
                .isEqualTo(Shape.of(40));
    }

    @Test
    void whenBuildsItsLayersOnlyIfTheFlagIsTrue() {
        assertThat(network("{when: {flag: true, layers: [flatten]}}").outputShape(Shape.of(2, 3)))
                .isEqualTo(Shape.of(6));
        assertThat(network("{when: {flag: false, layers: [flatten]}}").outputShape(Shape.of(2, 3)))
                .isEqualTo(Shape.of(2, 3));
    }

    @Test
    void aDilatedDepthwiseConvolutionHasOneKernelPerChannelAndKeepsTheExtent() {
        NetworkPlan plan =
                network("{conv: {filters: 6, dilation: 2, groups: 3}}").plan(Shape.of(3, 9, 7));

        assertThat(plan.output()).isEqualTo(Shape.of(6, 9, 7));
        assertThat(plan.parameters().getFirst().shape()).isEqualTo(Shape.of(6, 1, 3, 3));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Network network(String layers) {
        return Network.parse("{name: probe, layers: [" + layers + "]}");
    }

    private static Tensor run(String layers, Tensor x, Map<String, Tensor> parameters) {
        GraphBuilder g = new GraphBuilder();
        g.output("y", network(layers).apply(g, g.input("x", ValueType.f32(x.shape())), Mode.INFER));
        Map<String, Tensor> feeds = new HashMap<>(parameters);
        feeds.put("x", x);
        return Interpreter.run(g.build(), feeds).get("y");
    }
}
