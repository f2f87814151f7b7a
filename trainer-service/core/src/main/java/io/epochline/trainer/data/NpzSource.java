package io.epochline.trainer.data;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads two arrays of an NPZ archive as examples, along their first axis. Numbers become float32 as they are; integer
 * targets of one axis are class labels from 0 and become one-hot.
 */
final class NpzSource {

    /** More than this are no classes but numbers that happen to be whole. */
    private static final int MOST_CLASSES = 10_000;

    private NpzSource() {}

    static Examples read(DataSpec.Npz spec, byte[] bytes) {
        try (NpzReader archive = NpzReader.of(bytes)) {
            NpyArray x = array(archive, spec, spec.x());
            NpyArray y = array(archive, spec, spec.y());
            int rows = (int) x.shape()[0];
            if (rows != y.shape()[0]) {
                throw TrainerException.data(
                        "'%s': x '%s' is %s but y '%s' is %s: both must have as many rows.",
                        spec.path(), spec.x(), x, spec.y(), y);
            }
            if (rows < 2) {
                throw TrainerException.data("'%s': at least 2 rows are needed, '%s' is %s.", spec.path(), spec.x(), x);
            }
            boolean classes = isInteger(y) && y.shape().length == 1;
            RowColumns columns = columns(archive, spec, rows);
            if (classes) {
                columns = columns.withClasses(NpzColumns.of(spec.y(), y));
            }
            float[] targets = classes ? oneHot(spec, y.longs()) : finite(spec, spec.y(), y);
            Dataset data = new ArrayDataset(
                    rows,
                    shape(x),
                    finite(spec, spec.x(), x),
                    classes ? Shape.of(targets.length / rows) : shape(y),
                    targets,
                    classes,
                    Sha256.of(bytes),
                    Optional.empty(),
                    "%s, '%s' %s, '%s' %s".formatted(spec.path(), spec.x(), x, spec.y(), y));
            return new Examples(data, columns, Partition.of(spec.split(), columns));
        }
    }

    private static RowColumns columns(NpzReader archive, DataSpec.Npz spec, int rows) {
        RowColumns columns =
                RowColumns.of(spec, rows, name -> NpzColumns.read(spec.path(), name, array(archive, spec, name), rows));
        return spec.split() instanceof SplitSpec.Given given && given.column() == null
                ? columns.withSplit(NpzColumns.sides(
                        spec.path(),
                        given,
                        array(archive, spec, given.trainRows()),
                        array(archive, spec, given.validationRows()),
                        rows))
                : columns;
    }

    private static NpyArray array(NpzReader archive, DataSpec.Npz spec, String name) {
        if (!archive.names().contains(name)) {
            throw TrainerException.data(
                    "'%s' has no array '%s', it has %s.%s",
                    spec.path(), name, String.join(", ", archive.names()), Spelling.hint(name, archive.names()));
        }
        NpyArray array = archive.read(name);
        if (array.shape().length == 0) {
            throw TrainerException.data(
                    "'%s': the first axis of '%s' must count rows, found %s.", spec.path(), name, array);
        }
        return array;
    }

    private static boolean isInteger(NpyArray array) {
        DType.Kind kind = array.dtype().kind();
        return kind == DType.Kind.INT || kind == DType.Kind.UINT || kind == DType.Kind.BOOL;
    }

    /** Of one row; a number is {@code [1]}. */
    private static Shape shape(NpyArray array) {
        int[] dims =
                Arrays.stream(array.shape()).skip(1).mapToInt(Math::toIntExact).toArray();
        return dims.length == 0 ? Shape.of(1) : Shape.of(dims);
    }

    private static float[] finite(DataSpec.Npz spec, String name, NpyArray array) {
        float[] values = array.floats();
        int width = shape(array).size();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw TrainerException.data(
                        "'%s': '%s' %s must be finite, found %s in row %d, column %d.",
                        spec.path(), name, array, values[i], i / width, i % width);
            }
        }
        return values;
    }

    private static float[] oneHot(DataSpec.Npz spec, long[] labels) {
        long highest = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= MOST_CLASSES) {
                throw TrainerException.data(
                        "'%s': '%s' holds class labels, expected 0 to %d, found %d in row %d. "
                                + "Maybe they are no classes: then save them as float32.",
                        spec.path(), spec.y(), MOST_CLASSES - 1, labels[row], row);
            }
            highest = Math.max(highest, labels[row]);
        }
        int classes = (int) Math.max(2, highest + 1);
        float[] encoded = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            encoded[row * classes + (int) labels[row]] = 1;
        }
        return encoded;
    }
}
