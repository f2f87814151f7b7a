package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpyHeader;
import io.epochline.artifacts.npz.NpzLimits;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.Spelling;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Two arrays of an NPZ archive as examples, along their first axis. Numbers become float32 as they are; integer targets of
 * one axis are class labels from 0 and become one-hot.
 */
final class NpzSource {

    private final DataSpec.Npz spec;
    private final Path file;
    private final DataFiles files;
    private final NpzReader archive;

    private NpzSource(DataSpec.Npz spec, Path file, DataFiles files, NpzReader archive) {
        this.spec = spec;
        this.file = file;
        this.files = files;
        this.archive = archive;
    }

    static Examples read(DataSpec.Npz spec, Path file, DataFiles files) {
        try (NpzReader archive = NpzReader.open(file, "'%s'".formatted(spec.path()), NpzLimits.DEFAULT)) {
            return new NpzSource(spec, file, files, archive).examples();
        }
    }

    private Examples examples() {
        NpyHeader x = header(spec.x());
        NpyHeader y = header(spec.y());
        int rows = rows(x, y);
        boolean classes = isInteger(y) && y.shape().length == 1;
        RowColumns columns = columns(rows);
        Rows inputs = rows(spec.x());
        Rows targets;
        if (classes) {
            NpyArray labels = array(spec.y());
            targets = LabelRows.of("'%s': '%s'".formatted(spec.path(), spec.y()), labels.longs());
            columns = columns.withClasses(NpzColumns.of(spec.y(), labels));
        } else {
            targets = rows(spec.y());
        }
        Dataset data = new StoredDataset(
                rows,
                inputs,
                targets,
                classes,
                Sha256.of(file),
                Optional.empty(),
                "%s, '%s' %s, '%s' %s".formatted(spec.path(), spec.x(), x, spec.y(), y));
        return new Examples(data, columns, Partition.of(spec.split(), columns));
    }

    private int rows(NpyHeader x, NpyHeader y) {
        long rows = x.shape()[0];
        if (rows != y.shape()[0]) {
            throw TrainerException.data(
                    "'%s': x '%s' is %s but y '%s' is %s: both must have as many rows.",
                    spec.path(), spec.x(), x, spec.y(), y);
        }
        if (rows < 2 || rows > Integer.MAX_VALUE) {
            throw TrainerException.data(
                    "'%s': 2 to %d rows are possible, '%s' is %s.", spec.path(), Integer.MAX_VALUE, spec.x(), x);
        }
        return (int) rows;
    }

    private Rows rows(String name) {
        return NpzRows.open(archive, file, files, spec.path(), name);
    }

    private RowColumns columns(int rows) {
        RowColumns columns = RowColumns.of(spec, rows, name -> NpzColumns.read(spec.path(), name, array(name), rows));
        return spec.split() instanceof SplitSpec.Given given && given.column() == null
                ? columns.withSplit(NpzColumns.sides(
                        spec.path(), given, array(given.trainRows()), array(given.validationRows()), rows))
                : columns;
    }

    private NpyArray array(String name) {
        header(name);
        return archive.read(name);
    }

    private NpyHeader header(String name) {
        if (!archive.names().contains(name)) {
            throw TrainerException.data(
                    "'%s' has no array '%s', it has %s.%s",
                    spec.path(), name, String.join(", ", archive.names()), Spelling.hint(name, archive.names()));
        }
        NpyHeader header = archive.header(name);
        if (header.shape().length == 0) {
            throw TrainerException.data(
                    "'%s': the first axis of '%s' must count rows, found %s.", spec.path(), name, header);
        }
        return header;
    }

    private static boolean isInteger(NpyHeader array) {
        DType.Kind kind = array.dtype().kind();
        return kind == DType.Kind.INT || kind == DType.Kind.UINT || kind == DType.Kind.BOOL;
    }
}
