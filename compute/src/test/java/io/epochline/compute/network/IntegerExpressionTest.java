package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.Shape;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerExpressionTest {
    private static final Map<String, BigDecimal> NAMES =
            Map.of("width", new BigDecimal("16"), "mult", new BigDecimal("1.13"), "huge", new BigDecimal("1e300"));

    @ParameterizedTest
    @CsvSource({
        "2*width, 32",
        "width*3/4 + 1, 13",
        "7/2, 3",
        "(1 - 8)/2, -4",
        "32*mult, 36",
        "32*mult/2, 18",
        "0.5, 1",
        "2.4999, 2",
        "0.1 + 0.2 + 0.7, 1",
        "3*(1.1/0.1), 33",
        "(1.1 + 2.2)/1.1, 3",
    })
    void numbersMayHaveDecimalsAndResultsAreWhole(String text, long value) {
        assertThat(IntegerExpression.evaluate(text, NAMES::get)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5.2", "1.", ".5", "2 3", "2*", "(2", "2)", "''", "2**3", "-2"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> IntegerExpression.evaluate(text, NAMES::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"width/0", "1/(width - 16.0)", "huge*huge", "99999999999999999999"})
    void whatNoWholeNumberHoldsIsRefused(String text) {
        assertThatThrownBy(() -> IntegerExpression.evaluate(text, NAMES::get)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aWidthCanBeMultipliedByADecimal() {
        Network network = Network.parse("""
                name: wide
                params: {width_mult: 1.13}
                layers: [{dense: "${32*width_mult}"}]
                """);

        assertThat(network.outputShape(Shape.of(3))).isEqualTo(Shape.of(36));
    }

    @Test
    void paramsThatAreNoNumbersDoNotCalculate() {
        assertThatThrownBy(() -> Network.parse("{name: m, params: {a: yes please}, layers: [{dense: \"${2*a}\"}]}"))
                .hasMessage("model m: layers[0].dense: ${2*a}: arithmetic needs numbers, 'a' is \"yes please\"");
        assertThatThrownBy(() -> Network.named("cnn_small", Map.of("width", Double.POSITIVE_INFINITY)))
                .hasMessageContaining("arithmetic needs numbers, 'width' is");
    }
}
