package io.epochline.analyzer.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers of scipy.stats.ttest_rel 1.16 and its confidence_interval(). */
class PairedTestTest {

    private static final double[] BASELINE = {0.0234, 0.0241, 0.0229, 0.0250, 0.0238};

    private static PairedTest against(double... values) {
        return PairedTest.of(IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - BASELINE[i])
                .toArray());
    }

    @Test
    void agreesWithScipyWhereTheChangeIsClear() {
        PairedTest test = against(0.0201, 0.0212, 0.0205, 0.0210, 0.0207);

        assertThat(test.mean()).isCloseTo(-0.00314, within(1e-12));
        assertThat(test.p()).isCloseTo(0.0002774598665679579, within(1e-12));
        assertThat(test.low()).isCloseTo(-0.003867195443578498, within(1e-12));
        assertThat(test.high()).isCloseTo(-0.002412804556421503, within(1e-12));
    }

    @Test
    void agreesWithScipyWhereItIsNot() {
        PairedTest test = against(0.0230, 0.0244, 0.0221, 0.0251, 0.0233);

        assertThat(test.p()).isCloseTo(0.2664644230353902, within(1e-12));
        assertThat(test.high()).isCloseTo(0.00029943818723821307, within(1e-12));
    }

    @Test
    void nothingIsKnownOfLessThanTwo() {
        assertThat(PairedTest.of().p()).isEqualTo(1);
        assertThat(PairedTest.of(-5).p()).isEqualTo(1);
        assertThat(PairedTest.of(-5).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void equalDifferencesAreCertain() {
        assertThat(PairedTest.of(0, 0, 0).p()).isEqualTo(1);
        assertThat(PairedTest.of(-1, -1, -1)).isEqualTo(new PairedTest(-1, -1, -1, 0));
    }
}
