package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedNetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cnn_small",
                "cnn_gru",
                "cnn_xattn",
                "DenseResidualCNN",
                "LocalTransformerCNN",
                "MultiHeadChannelAttention",
                "RegularizedCNN",
                "SpectralAwareCNN"
            })
    void spectralNetworksAreSizedByTheirInput(String name) {
        Network network = Network.named(name);

        for (int size : new int[] {32, 64, 128}) {
            assertThat(network.outputShape(Shape.of(1, size, size))).isEqualTo(Shape.of(2, 2, 30));
        }
        assertThat(Network.named(name, Map.of("out_len", 12)).outputShape(Shape.of(1, 40, 56)))
                .isEqualTo(Shape.of(2, 2, 12));
    }

    @ParameterizedTest
    @CsvSource({
        "cnn_small, 8872",
        "RegularizedCNN, 45640",
        "DenseResidualCNN, 72832",
        "MultiHeadChannelAttention, 49234",
        "LocalTransformerCNN, 98776",
        "SpectralAwareCNN, 83112",
        "cnn_xattn, 59124",
        "cnn_gru, 57138",
    })
    void spectralNetworksKeepTheirSize(String name, int parameters) {
        assertThat(Network.named(name).parameterCount(Shape.of(1, 128, 128))).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "Simple_CNN, 359938",
        "ResNetWithAttention, 321274",
        "ReducedResNet, 52964",
        "UNetEncoder, 67826",
    })
    void networksOfMapsKeepTheirSizeAndTakeOtherMaps(String name, int parameters) {
        assertThat(Network.named(name).parameterCount(Shape.of(1, 128, 128))).isEqualTo(parameters);
        assertThat(Network.named(name).parameterCount(Shape.of(1, 88, 176))).isEqualTo(parameters);
        assertThat(Network.named(name, Map.of("outputs", 4)).outputShape(Shape.of(1, 45, 37)))
                .isEqualTo(Shape.of(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn_encoder", "context_encoder"})
    void encodersTakeAnyNumberOfImagesWhereTheirMeanCounts(String name) {
        Network mean = Network.named(name, Map.of("demo_agg", "mean"));
        Network row = Network.named(name);
        Shape four = Shape.of(4, 3, 32, 32);
        Shape six = Shape.of(6, 3, 32, 32);

        assertThat(row.outputShape(four)).isEqualTo(Shape.of(9));
        assertThat(mean.parameterCount(six)).isEqualTo(mean.parameterCount(four));
        assertThat(row.parameterCount(six) - row.parameterCount(four)).isEqualTo(2 * 128 * 256);
        assertThat(row.parameterCount(four) - mean.parameterCount(four)).isEqualTo(3 * 128 * 256);
    }

    @Test
    void anEncoderIsWidenedDeepenedAndToldWhereItsPixelsAre() {
        Shape images = Shape.of(2, 3, 16, 16);
        int plain = Network.named("cnn_encoder").parameterCount(images);

        assertThat(Network.named("cnn_encoder", Map.of("depth", 6)).parameterCount(images) - plain)
                .isEqualTo(2 * (9 * 32 * 32 + 32 + 2 * 32));
        assertThat(Network.named("cnn_encoder", Map.of("use_coords", true)).parameterCount(images) - plain)
                .isEqualTo(2 * 9 * 32);
        assertThat(Network.named("cnn_encoder", Map.of("width_mult", 1.13)).plan(images).parameters().stream()
                        .filter(parameter -> parameter.name().equals("conv1.weight"))
                        .map(ParameterSpec::shape))
                .containsExactly(Shape.of(36, 3, 3, 3));
        assertThatThrownBy(() -> Network.named("cnn_encoder", Map.of("demo_agg", "max")))
                .hasMessage("model cnn_encoder: layers[1].aggregate: expected one of flatten, mean, found \"max\".");
    }

    @Test
    void theRankerUsesTheFeaturesItIsToldTo() {
        assertThat(weights(Map.of("use_cnn_features", false, "use_iqa_features", false)))
                .isEqualTo("[512, 512] [512, 256] [256, 1]");
        assertThat(weights(Map.of("use_clip", false, "second_layer", false, "hidden", 128)))
                .isEqualTo("[1028, 128] [128, 1]");
        assertThatThrownBy(() ->
                        Network.named("ranker_mlp", Map.of("use_clip", false)).plan(Shape.of(1000)))
                .hasMessage("model ranker_mlp: layers[0].features: slices [512, 1024, 4] make 1540 features, got"
                        + " f32[1000]. Maybe other sizes");
    }

    private static String weights(Map<String, ?> params) {
        return Network.named("ranker_mlp", params).plan(Shape.of(1540)).parameters().stream()
                .filter(parameter -> parameter.name().endsWith("weight"))
                .map(parameter -> parameter.shape().toString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void theRankerHasTheLayersOfItsName() {
        NetworkPlan plan = Network.named("ranker_mlp").plan(Shape.of(1540));

        assertThat(plan.output()).isEqualTo(Shape.of(1));
        assertThat(plan.parameters())
                .extracting(ParameterSpec::name)
                .containsExactly(
                        "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias", "dense3.weight", "dense3.bias");
        assertThat(plan.parameterCount()).isEqualTo(1540 * 512 + 512 + 512 * 256 + 256 + 256 + 1);
    }

    @ParameterizedTest
    @MethodSource("io.epochline.compute.network.Network#names")
    void documentsReadBackAsEqualNetworks(String name) {
        Network network = Network.named(name);

        assertThat(Network.parse(network.document())).isEqualTo(network);
        assertThat(Network.parse(network.document().toString()).document()).isEqualTo(network.document());
    }

    @Test
    void theSameSeedStartsAtTheSameParameters() {
        NetworkPlan plan = Network.named("digits_cnn").plan(Shape.of(1, 8, 8));

        assertThat(start(plan, 7)).isEqualTo(start(plan, 7)).isNotEqualTo(start(plan, 8));
        assertThat(start(plan, 7)[0]).isEqualTo(0.7872476f);
    }

    @Test
    void weightsStartWithinTheBoundOfHe() {
        NetworkPlan plan = Network.named("ranker_mlp").plan(Shape.of(1540));
        double bound = Math.sqrt(6.0 / 1540);
        float[] theta = start(plan, 1);

        double square = 0;
        for (int i = 0; i < 1540 * 512; i++) {
            assertThat(Math.abs(theta[i])).isLessThanOrEqualTo((float) bound);
            square += (double) theta[i] * theta[i];
        }
        assertThat(square / (1540 * 512)).isCloseTo(2.0 / 1540, withPercentage(1));
    }

    private static float[] start(NetworkPlan plan, long seed) {
        FloatBuffer theta = FloatBuffer.allocate(plan.parameterCount());
        plan.initialise(seed, theta);
        assertThat(theta.hasRemaining()).isFalse();
        return theta.array();
    }
}
