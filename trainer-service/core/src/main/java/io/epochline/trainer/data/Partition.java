package io.epochline.trainer.data;

import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which rows are trained on and which are held out, both in ascending order. At least one row is on each side; rows of a
 * split that is given may be on neither.
 */
@SuppressWarnings("ArrayRecordComponent") // read by the trainer row by row, never compared
public record Partition(int[] train, int[] validation) {

    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";

    private static final List<String> VALIDATION_WORDS = List.of(VALIDATION, "valid", "val");

    static Partition of(SplitSpec split, RowColumns columns) {
        return switch (split) {
            case SplitSpec.Random random -> random(random, columns.rows());
            case SplitSpec.Stratified stratified -> stratified(stratified, columns);
            case SplitSpec.Group group -> byGroup(group, columns);
            case SplitSpec.Time time -> latest(time, columns);
            case SplitSpec.Given given -> given(columns);
        };
    }

    private static Partition random(SplitSpec.Random split, int rows) {
        int[] order = Seeds.permutation(rows, Seeds.stream(split.seed(), 0));
        return at(order, held(rows, split.validation()));
    }

    /** Each value gives its fraction; one with two rows or more has a row on both sides, a single row is trained on. */
    private static Partition stratified(SplitSpec.Stratified split, RowColumns columns) {
        if (columns.strata() == null) {
            throw TrainerException.data("data.split: stratified needs classes, which whole numbers along one axis are, "
                    + "or data.strata, the column whose values keep their shares. Maybe method: random.");
        }
        int[] order = Seeds.permutation(columns.rows(), Seeds.stream(split.seed(), 0));
        RowBuckets strata = RowBuckets.of(columns.strata(), order);
        boolean[] isHeld = new boolean[columns.rows()];
        for (int value = 0; value < strata.values(); value++) {
            int size = strata.size(value);
            int held = size < 2 ? 0 : held(size, split.validation());
            for (int i = 0; i < held; i++) {
                isHeld[strata.rows()[strata.starts()[value] + i]] = true;
            }
        }
        return of(isHeld)
                .checked("data.split: no value of '%s' has two rows, so none can be on both sides."
                        .formatted(columns.strata().name()));
    }

    /** As many groups of a random order as come nearest to the fraction of rows. */
    private static Partition byGroup(SplitSpec.Group split, RowColumns columns) {
        RowBuckets groups = RowBuckets.of(
                columns.group(), IntStream.range(0, columns.rows()).toArray());
        if (groups.values() < 2) {
            throw TrainerException.data(
                    "data.split: by group needs at least 2 values in '%s', found 1: '%s' in all %d rows.",
                    columns.group().name(), columns.group().value(0), columns.rows());
        }
        RandomGenerator random = Seeds.stream(split.seed(), 0);
        int[] order = Seeds.permutation(groups.values(), random);
        double wanted = split.validation() * columns.rows();
        boolean[] isHeld = new boolean[columns.rows()];
        int held = 0;
        for (int i = 0; i < order.length - 1; i++) {
            int size = groups.size(order[i]);
            if (i > 0 && held + size / 2.0 > wanted) {
                break;
            }
            held += size;
            for (int at = groups.starts()[order[i]]; at < groups.starts()[order[i] + 1]; at++) {
                isHeld[groups.rows()[at]] = true;
            }
        }
        return of(isHeld);
    }

    /** Rows of the same time stay on one side, so the cut moves to the nearer end of a time that it would divide. */
    private static Partition latest(SplitSpec.Time split, RowColumns columns) {
        int rows = columns.rows();
        int cut = rows - held(rows, split.validation());
        int[] order = IntStream.range(0, rows).toArray();
        if (columns.split() != null) {
            RowBuckets times = RowBuckets.of(columns.split(), order);
            order = times.rows();
            int time = columns.split().codes()[order[cut]];
            int start = times.starts()[time];
            int end = times.starts()[time + 1];
            if (start == 0 && end == rows) {
                throw TrainerException.data(
                        "data.split: by time needs at least 2 values in '%s', found 1: '%s' in all %d rows.",
                        columns.split().name(), columns.split().value(0), rows);
            }
            cut = start > 0 && (end == rows || cut - start <= end - cut) ? start : end;
        }
        return new Partition(sorted(order, 0, cut), sorted(order, cut, rows));
    }

    private static Partition given(RowColumns columns) {
        KeyColumn sides = columns.split();
        int[] train = rows(sides, TRAIN);
        int[] validation = IntStream.range(0, columns.rows())
                .filter(row -> VALIDATION_WORDS.contains(word(sides.value(row))))
                .toArray();
        for (int row = 0; row < columns.rows(); row++) {
            String word = word(sides.value(row));
            if (!word.equals(TRAIN) && !VALIDATION_WORDS.contains(word) && !word.equals(TEST)) {
                throw TrainerException.data(
                        "data.split: '%s' must hold train, validation or test, found '%s' in row %d.",
                        sides.name(), sides.value(row), row);
            }
        }
        return new Partition(train, validation)
                .checked("data.split: '%s' puts %d row(s) into train and %d into validation, each needs at least 1."
                        .formatted(sides.name(), train.length, validation.length));
    }

    private static int[] rows(KeyColumn sides, String side) {
        return IntStream.range(0, sides.codes().length)
                .filter(row -> word(sides.value(row)).equals(side))
                .toArray();
    }

    private static String word(String side) {
        return side.strip().toLowerCase(Locale.ROOT);
    }

    private Partition checked(String message) {
        if (train.length == 0 || validation.length == 0) {
            throw TrainerException.data("%s", message);
        }
        return this;
    }

    private static int held(int rows, double fraction) {
        return (int) Math.clamp(Math.round(rows * fraction), 1, rows - 1);
    }

    private static Partition of(boolean[] isHeld) {
        return new Partition(
                IntStream.range(0, isHeld.length).filter(row -> !isHeld[row]).toArray(),
                IntStream.range(0, isHeld.length).filter(row -> isHeld[row]).toArray());
    }

    private static Partition at(int[] order, int held) {
        return new Partition(sorted(order, held, order.length), sorted(order, 0, held));
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
