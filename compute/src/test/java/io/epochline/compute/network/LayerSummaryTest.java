package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.ir.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerSummaryTest {

    @Test
    void layersAreToldInOrderWithWhatIsWithinThem() {
        Network network = Network.parse("""
                name: small
                input: [3, 8, 8]
                layers:
                  - residual:
                      - conv: {filters: 4, kernel: 3}
                      - relu
                  - flatten
                  - dense: 5
                """);

        List<LayerSummary> summary = network.summary(network.input().orElseThrow());

        assertThat(summary)
                .containsExactly(
                        new LayerSummary(
                                "layers[0].residual",
                                "residual",
                                0,
                                Shape.of(4, 8, 8),
                                112 + 12,
                                2 * 64 * 4 * (27 + 3)),
                        new LayerSummary(
                                "layers[0].residual.layers[0].conv",
                                "conv",
                                1,
                                Shape.of(4, 8, 8),
                                112,
                                2 * 64 * 4 * 27),
                        new LayerSummary("layers[0].residual.layers[1].activation", "relu", 1, Shape.of(4, 8, 8), 0, 0),
                        new LayerSummary("layers[1].flatten", "flatten", 0, Shape.of(256), 0, 0),
                        new LayerSummary("layers[2].dense", "dense", 0, Shape.of(5), 1285, 2 * 256 * 5));
    }

    @ParameterizedTest
    @MethodSource("io.epochline.compute.network.Network#names")
    void everyNamedNetworkSaysWhatItIsUsuallyGivenAndTakesIt(String name) {
        Network network = Network.named(name);
        Shape input = network.input().orElseThrow();

        List<LayerSummary> summary = network.summary(input);

        assertThat(summary.getLast().output()).isEqualTo(network.outputShape(input));
        assertThat(summary.stream()
                        .filter(layer -> layer.depth() == 0)
                        .mapToLong(LayerSummary::parameters)
                        .sum())
                .isEqualTo(network.parameterCount(input));
    }
}
