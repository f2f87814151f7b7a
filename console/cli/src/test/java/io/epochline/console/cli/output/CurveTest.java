package io.epochline.console.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void valuesBecomeBlocksBetweenTheLowestAndTheHighest() {
        assertThat(Curve.of(List.of(8.0, 4.0, 1.0), 40)).isEqualTo("█▄▁");
    }

    @Test
    void whatIsNotFiniteIsACross() {
        assertThat(Curve.of(List.of(1.0, Double.NaN, 0.0), 40)).isEqualTo("█×▁");
    }

    @Test
    void manyValuesAreThinnedToTheWidthAndTheLastIsKept() {
        List<Double> values = new ArrayList<>(Collections.nCopies(999, 0.0));
        values.add(1.0);
        assertThat(Curve.of(values, 10)).isEqualTo("▁▁▁▁▁▁▁▁▁█");
    }

    @Test
    void barsAreFilledAsFarAsTheWorkIs() {
        assertThat(Curve.bar(1, 4, 8)).isEqualTo("━━──────");
        assertThat(Curve.bar(9, 4, 8)).isEqualTo("━━━━━━━━");
        assertThat(Curve.bar(0, 0, 8)).isEqualTo("────────");
    }
}
