package io.epochline.console.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.report.export.proto.Histogram;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void bucketsHaveOneWidthAndHoldAllValues() {
        double[] values = IntStream.range(0, 300).mapToDouble(i -> 0.1 * i).toArray();

        Histogram histogram = Spread.of(values).orElseThrow();

        assertThat(histogram.getBucketList()).hasSize(Spread.BUCKETS).allSatisfy(count -> assertThat(count)
                .isBetween(9.0, 11.0));
        assertThat(histogram.getBucketList().stream()
                        .mapToDouble(count -> count)
                        .sum())
                .isEqualTo(300);
        assertThat(histogram.getBucketLimitList()).isSorted();
        assertThat(histogram.getBucketLimitList().getLast()).isEqualTo(histogram.getMax());
    }

    @Test
    void equalValuesAreOneBucket() {
        assertThat(Spread.of(-2, -2, -2).orElseThrow()).satisfies(histogram -> {
            assertThat(histogram.getBucketLimitList()).containsExactly(-2.0);
            assertThat(histogram.getBucketList()).containsExactly(3.0);
        });
    }

    @Test
    void valuesThatAreNotFiniteDoNotCount() {
        Histogram histogram =
                Spread.of(1, Double.NaN, 3, Double.POSITIVE_INFINITY).orElseThrow();

        assertThat(histogram.getNum()).isEqualTo(2);
        assertThat(histogram.getMax()).isEqualTo(3);
        assertThat(Spread.of(Double.NaN)).isEmpty();
    }

    @Test
    void theWidestRangeHasBucketsToo() {
        Histogram histogram = Spread.of(-Double.MAX_VALUE, 0, Double.MAX_VALUE).orElseThrow();

        assertThat(histogram.getBucketLimitList()).isSorted().doesNotContain(Double.POSITIVE_INFINITY);
        assertThat(Collections.frequency(histogram.getBucketList(), 1.0)).isEqualTo(3);
    }
}
