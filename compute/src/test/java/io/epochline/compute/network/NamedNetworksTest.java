package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
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
