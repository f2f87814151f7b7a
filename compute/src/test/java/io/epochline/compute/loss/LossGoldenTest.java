package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same values and gradients as PyTorch's: golden/losses.py made the numbers. */
class LossGoldenTest {

    record Case(String loss, Numbers prediction, Numbers target, double value, double[] gradient) {
        @Override
        public String toString() {
            return loss;
        }
    }

    record Numbers(int[] shape, double[] values) {
        Tensor tensor() {
            return Tensor.of(Shape.of(shape), values);
        }
    }

    static Stream<Case> cases() throws IOException {
        return Stream.of(new ObjectMapper()
                .readValue(Path.of("src/test/golden/losses.json").toFile(), Case[].class));
    }

    /** Within 1e-6, as ours add 1e-8 to variances and magnitudes; without such a floor within 1e-9. */
    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradientAreTorchs(Case golden) {
        boolean floored = Stream.of("pearson", "spectral").anyMatch(expanded(golden.loss())::contains);
        double tolerance = floored ? 1e-6 : 1e-9;
        Map<String, Tensor> feeds = Map.of(
                "prediction",
                golden.prediction().tensor(),
                "target",
                golden.target().tensor());

        Map<String, Tensor> found = TestingLosses.run(golden.loss(), feeds);

        assertThat(found.get("loss").item()).isCloseTo(golden.value(), within(tolerance * Math.abs(golden.value())));
        assertThat(found.get("gradient").values())
                .usingComparatorWithPrecision(tolerance * Math.max(1, Math.abs(golden.value())))
                .containsExactly(golden.gradient());
    }

    @Test
    void everyNamedLossIsCompared() throws IOException {
        List<String> compared = cases().map(Case::loss).toList();

        assertThat(compared).containsAll(Losses.names());
    }

    private static String expanded(String text) {
        return Loss.parse(text).canonical();
    }
}
