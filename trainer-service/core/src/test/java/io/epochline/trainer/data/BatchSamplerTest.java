package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.spec.BatchesSpec;
import io.epochline.trainer.TrainerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchSamplerTest {

    private static final List<BatchesSpec> ALL = List.of(
            new BatchesSpec.Random(),
            new BatchesSpec.Sequential(),
            new BatchesSpec.Stratified(),
            new BatchesSpec.Series());

    /** Rows, values of the column, and how uneven the values are: 0 for as many rows each. */
    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of(1, 1, 0),
                Arguments.of(7, 1, 0),
                Arguments.of(64, 64, 0),
                Arguments.of(1000, 3, 0),
                Arguments.of(1000, 40, 1),
                Arguments.of(1003, 500, 2),
                Arguments.of(5000, 17, 3),
                Arguments.of(5000, 2500, 3));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everySamplerTakesEveryTrainingRowOnceAnEpoch(int rows, int values, int skew) {
        Examples examples = examples(rows, values, skew);
        for (BatchesSpec spec : ALL) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                int[] order = BatchSampler.of(spec, examples, 5).order(epoch).clone();
                Arrays.sort(order);

                assertThat(order).as("%s", spec).isEqualTo(examples.partition().train());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void anOrderDependsOnSeedAndEpochAlone(int rows, int values, int skew) {
        Examples examples = examples(rows, values, skew);
        for (BatchesSpec spec : ALL) {
            BatchSampler used = BatchSampler.of(spec, examples, 5);
            used.order(1);
            used.order(9);

            assertThat(used.order(2))
                    .isEqualTo(BatchSampler.of(spec, examples, 5).order(2));
            if (rows >= 64 && !(spec instanceof BatchesSpec.Sequential)) {
                assertThat(used.order(2)).as("%s", spec).isNotEqualTo(used.order(3));
                assertThat(used.order(2))
                        .as("%s", spec)
                        .isNotEqualTo(BatchSampler.of(spec, examples, 6).order(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aBatchRepeatsASeriesOnlyWhereTooFewHaveRowsLeft(int rows, int values, int skew) {
        Examples examples = examples(rows, values, skew);
        int[] series = examples.columns().group().codes();
        int[] order = BatchSampler.of(new BatchesSpec.Series(), examples, 3).order(1);
        for (int size : new int[] {1, 2, 13, 32, rows + 5}) {
            for (int from = 0; from < order.length; from += size) {
                int to = Math.min(order.length, from + size);
                Set<Integer> inBatch = new HashSet<>();
                Arrays.stream(order, from, to).forEach(row -> inBatch.add(series[row]));
                Set<Integer> left = new HashSet<>();
                Arrays.stream(order, from, order.length).forEach(row -> left.add(series[row]));

                assertThat(inBatch).as("batch of %d at %d", size, from).hasSize(Math.min(left.size(), to - from));
            }
        }
    }

    @Test
    void seriesComeInAnotherOrderEachEpoch() {
        Examples examples = examples(1000, 50, 0);
        BatchSampler sampler = BatchSampler.of(new BatchesSpec.Series(), examples, 0);
        int[] series = examples.columns().group().codes();

        assertThat(IntStream.of(sampler.order(1)).map(row -> series[row]).limit(50))
                .isNotEqualTo(IntStream.of(sampler.order(2))
                        .map(row -> series[row])
                        .limit(50)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyStratumKeepsItsShareFromTheFirstRowOn(int rows, int values, int skew) {
        Examples examples = examples(rows, values, skew);
        int[] strata = examples.columns().strata().codes();
        int[] order = BatchSampler.of(new BatchesSpec.Stratified(), examples, 3).order(1);
        double[] share = new double[values];
        for (int row : order) {
            share[strata[row]] += 1.0 / order.length;
        }
        int[] count = new int[values];
        for (int t = 0; t < order.length; t++) {
            count[strata[order[t]]]++;
            if (t % 7 == 0) {
                for (int value = 0; value < values; value++) {
                    assertThat(Math.abs(count[value] - share[value] * (t + 1))).isLessThan(1 + 1e-9);
                }
            }
        }
    }

    @Test
    void sequentialKeepsTheOrderOfTheData() {
        assertThat(BatchSampler.of(new BatchesSpec.Sequential(), examples(9, 3, 0), 1)
                        .order(4))
                .isSorted();
    }

    @Test
    void stratifiedNeedsStrata() {
        Examples plain = new Examples(
                null, new RowColumns(4, null, null, null), new Partition(new int[] {0, 1}, new int[] {2, 3}));

        assertThatThrownBy(() -> BatchSampler.of(new BatchesSpec.Stratified(), plain, 0))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining("batches: stratified needs classes")
                .hasMessageContaining("Maybe sampler: random.");
    }

    /** Every fifth row is held out, so that samplers see gaps. */
    static Examples examples(int rows, int values, int skew) {
        SplittableRandom random = new SplittableRandom(rows);
        KeyColumn column = PartitionTest.column(
                "series", rows, row -> row < values ? row : (int) (values * Math.pow(random.nextDouble(), 1 + skew)));
        List<Integer> train = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (row % 5 != 3) {
                train.add(row);
            }
        }
        int[] held = IntStream.range(0, rows).filter(row -> row % 5 == 3).toArray();
        return new Examples(
                null,
                new RowColumns(rows, column, column, null),
                new Partition(train.stream().mapToInt(Integer::intValue).toArray(), held));
    }
}
