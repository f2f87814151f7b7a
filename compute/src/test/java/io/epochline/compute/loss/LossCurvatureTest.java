package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.ir.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossCurvatureTest {

    @ParameterizedTest
    @CsvSource({
        "mse, true",
        "huber(delta=1.0), true",
        "0.9*mae + 0.1*charbonnier, true",
        "1 - pearson(), true",
        "mae, false",
        "0.5*mae + 2*quantile(q=0.9), false"
    })
    void aLossOfStraightPiecesDoesNotCurve(String loss, boolean curves) {
        assertThat(Loss.parse(loss).curves(Shape.of(2, 8), Shape.of(2, 8))).isEqualTo(curves);
    }
}
