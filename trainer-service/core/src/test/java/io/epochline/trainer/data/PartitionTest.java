package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {

    @Test
    void putsEveryRowOnOneSide() {
        Partition partition = random(101, 0.2, 3);

        assertThat(partition.validation()).hasSize(20).isSorted();
        assertThat(partition.train()).hasSize(81).isSorted();
        assertEveryRowOnce(partition, 101);
    }

    @Test
    void isDrawnByTheSeedAlone() {
        assertThat(random(50, 0.2, 3).validation())
                .isEqualTo(random(50, 0.2, 3).validation())
                .isNotEqualTo(random(50, 0.2, 4).validation());
    }

    @Test
    void leavesNoSideEmpty() {
        assertThat(random(2, 0.001, 0).validation()).hasSize(1);
        assertThat(random(2, 0.999, 0).train()).hasSize(1);
    }

    @RepeatedTest(20)
    void noGroupHasRowsOnBothSides(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int rows = random.nextInt(2, 2000);
        int groups = random.nextInt(2, rows + 1);
        KeyColumn series = column("series", rows, row -> row < 2 ? row : random.nextInt(groups));
        Partition partition = Partition.of(new SplitSpec.Group(0.25, 7L), new RowColumns(rows, series, null, null));

        assertEveryRowOnce(partition, rows);
        assertThat(values(series, partition.train()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(values(series, partition.validation()));
        assertThat(partition.validation()).isNotEmpty();
    }

    @Test
    void holdsOutGroupsUntilTheirRowsAreAboutTheFraction() {
        KeyColumn series = column("series", 10_000, row -> row % 500);
        Partition partition = Partition.of(new SplitSpec.Group(0.2, 1L), new RowColumns(10_000, series, null, null));

        assertThat(partition.validation().length / 10_000.0).isCloseTo(0.2, within(0.002));
    }

    @Test
    void aSingleGroupCannotBeSplit() {
        assertFault(
                new SplitSpec.Group(null, null),
                new RowColumns(3, KeyColumn.of("series", "a", "a", "a"), null, null),
                "data.split: by group needs at least 2 values in 'series', found 1: 'a' in all 3 rows.");
    }

    @Test
    void everyClassGivesItsFraction() {
        KeyColumn classes = column("label", 1000, row -> row < 900 ? 0 : row < 999 ? 1 : 2);
        Partition partition = Partition.of(new SplitSpec.Stratified(0.2, 5L), strata(classes));

        assertEveryRowOnce(partition, 1000);
        assertThat(count(classes, partition.validation(), 0)).isEqualTo(180);
        assertThat(count(classes, partition.validation(), 1)).isEqualTo(20);
        assertThat(count(classes, partition.train(), 2)).isEqualTo(1);
    }

    @Test
    void aClassOfTwoIsOnBothSides() {
        KeyColumn classes = KeyColumn.of("label", "a", "a", "a", "a", "a", "a", "b", "b");
        Partition partition = Partition.of(new SplitSpec.Stratified(0.01, 0L), strata(classes));

        assertThat(count(classes, partition.validation(), 1)).isEqualTo(1);
        assertThat(count(classes, partition.train(), 1)).isEqualTo(1);
    }

    @Test
    void strataThatCannotBeKeptAreRefused() {
        SplitSpec stratified = new SplitSpec.Stratified(null, null);

        assertFault(stratified, new RowColumns(4, null, null, null), "stratified needs classes");
        assertFault(stratified, strata(KeyColumn.of("id", "1", "2", "3")), "no value of 'id' has two rows");
    }

    @Test
    void holdsOutTheLatestRows() {
        KeyColumn day = column("day", 100, row -> (row * 37) % 100);
        Partition partition = Partition.of(new SplitSpec.Time("day", 0.3), split(day));

        assertThat(Arrays.stream(partition.validation()).map(row -> (row * 37) % 100))
                .hasSize(30)
                .allMatch(time -> time >= 70);
        assertThat(Partition.of(new SplitSpec.Time(null, 0.3), new RowColumns(10, null, null, null))
                        .validation())
                .containsExactly(7, 8, 9);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 4", "0.3, 2", "0.1, 1", "0.9, 4"})
    void rowsOfTheSameTimeStayTogether(double fraction, int held) {
        KeyColumn day = KeyColumn.of("day", "2026-01-02", "2026-01-01", "2026-01-03", "2026-01-02", "2026-01-04");
        Partition partition = Partition.of(new SplitSpec.Time("day", fraction), split(day));

        assertThat(values(day, partition.train())).doesNotContainAnyElementsOf(values(day, partition.validation()));
        assertThat(partition.validation().length).isEqualTo(held);
    }

    @Test
    void oneTimeCannotBeSplit() {
        assertFault(
                new SplitSpec.Time("day", null),
                split(KeyColumn.of("day", "1", "1")),
                "data.split: by time needs at least 2 values in 'day', found 1: '1' in all 2 rows.");
    }

    @Test
    void followsAColumnThatIsGiven() {
        KeyColumn side = KeyColumn.of("side", "train", "Val", "test", "validation", " train ");
        Partition partition = Partition.of(new SplitSpec.Given("side", null, null), split(side));

        assertThat(partition.train()).containsExactly(0, 4);
        assertThat(partition.validation()).containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"train,train|'side' puts 2 row(s) into train and 0 into validation", "train,held|held' in row 1"
            })
    void aColumnThatSaysSomethingElseIsRefused(String scenario) {
        KeyColumn side = KeyColumn.of("side", scenario.split("\\|")[0].split(","));

        assertFault(new SplitSpec.Given("side", null, null), split(side), scenario.split("\\|")[1]);
    }

    private static Partition random(int rows, double fraction, long seed) {
        return Partition.of(new SplitSpec.Random(fraction, seed), new RowColumns(rows, null, null, null));
    }

    private static RowColumns strata(KeyColumn strata) {
        return new RowColumns(strata.codes().length, null, strata, null);
    }

    private static RowColumns split(KeyColumn split) {
        return new RowColumns(split.codes().length, null, null, split);
    }

    static KeyColumn column(String name, int rows, IntUnaryOperator value) {
        return KeyColumn.of(
                name,
                IntStream.range(0, rows).map(value).mapToObj(Integer::toString).toArray(String[]::new));
    }

    private static Set<String> values(KeyColumn column, int[] rows) {
        return Arrays.stream(rows).mapToObj(column::value).collect(Collectors.toSet());
    }

    private static long count(KeyColumn column, int[] rows, int code) {
        return Arrays.stream(rows).filter(row -> column.codes()[row] == code).count();
    }

    private static void assertEveryRowOnce(Partition partition, int rows) {
        assertThat(IntStream.concat(IntStream.of(partition.train()), IntStream.of(partition.validation()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, rows).boxed().toList());
    }

    private static void assertFault(SplitSpec split, RowColumns columns, String message) {
        assertThatThrownBy(() -> Partition.of(split, columns))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining(message);
    }
}
