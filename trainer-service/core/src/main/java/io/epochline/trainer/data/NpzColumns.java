package io.epochline.trainer.data;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.util.Arrays;

/** Columns beside the examples of an NPZ archive: arrays with one value for each row. */
final class NpzColumns {

    private NpzColumns() {}

    static KeyColumn read(String path, String name, NpyArray array, int rows) {
        if (array.shape().length != 1 || array.size() != rows) {
            throw TrainerException.data(
                    "'%s': '%s' is %s, expected one value for each of the %d rows.", path, name, array, rows);
        }
        return of(name, array);
    }

    static KeyColumn of(String name, NpyArray array) {
        return KeyColumn.of(name, texts(array));
    }

    private static String[] texts(NpyArray array) {
        DType.Kind kind = array.dtype().kind();
        return switch (kind) {
            case BYTES, TEXT -> array.strings();
            case BOOL, INT, UINT ->
                Arrays.stream(array.longs()).mapToObj(Long::toString).toArray(String[]::new);
            case FLOAT, COMPLEX ->
                Arrays.stream(array.doubles()).mapToObj(Double::toString).toArray(String[]::new);
        };
    }

    /** The side of each row from two arrays of row numbers. */
    static KeyColumn sides(String path, SplitSpec.Given given, NpyArray train, NpyArray validation, int rows) {
        String[] sides = new String[rows];
        Arrays.fill(sides, Partition.TEST);
        mark(path, given.trainRows(), train, sides, Partition.TRAIN);
        mark(path, given.validationRows(), validation, sides, Partition.VALIDATION);
        return KeyColumn.of(given.trainRows() + ", " + given.validationRows(), sides);
    }

    private static void mark(String path, String name, NpyArray array, String[] sides, String side) {
        long[] numbers = array.longs();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0 || numbers[i] >= sides.length) {
                throw TrainerException.data(
                        "'%s': '%s'[%d] is %d, expected a row from 0 to %d.",
                        path, name, i, numbers[i], sides.length - 1);
            }
            String before = sides[(int) numbers[i]];
            if (!before.equals(Partition.TEST)) {
                throw TrainerException.data(
                        "'%s': '%s'[%d] is row %d, which is in %s already: a row may be on one side only.",
                        path, name, i, numbers[i], before);
            }
            sides[(int) numbers[i]] = side;
        }
    }
}
