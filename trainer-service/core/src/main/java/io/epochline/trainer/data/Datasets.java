package io.epochline.trainer.data;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Opens the data that a job names. */
public final class Datasets {

    private Datasets() {}

    /** @throws TrainerException when the data is missing or breaks its contract; it names the row and the column */
    public static Examples open(DataSpec spec, DataFiles files) {
        return switch (spec) {
            case DataSpec.Spectral spectral -> simulated(spectral);
            case DataSpec.Npz npz -> NpzSource.read(npz, found(() -> files.file(npz.path())), files);
            case DataSpec.Images images -> ImageSource.read(images, found(() -> files.folder(images.path())), files);
            case DataSpec.Table table -> table(table, found(() -> files.file(table.path())), files);
        };
    }

    private static Examples simulated(DataSpec.Spectral spec) {
        RowColumns columns = new RowColumns(spec.samples(), null, null, null);
        return new Examples(new SpectralDataset(spec), columns, Partition.of(spec.split(), columns));
    }

    private static Examples table(DataSpec.Table spec, Path file, DataFiles files) {
        try (TableReader table =
                switch (spec) {
                    case DataSpec.Csv csv -> CsvReader.open(csv.path(), file);
                    case DataSpec.Parquet parquet -> ParquetReader.open(parquet.path(), file);
                }) {
            return TableSource.read(spec, table, Sha256.of(file), files);
        }
    }

    private static <T> T found(Supplier<T> source) {
        try {
            return source.get();
        } catch (ArtifactException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            throw new TrainerException(e.failure().code(), "data.path: " + e.getMessage(), e);
        }
    }

    /** The same examples from memory, where they are made anew each time and take no more than {@code maxBytes}. */
    public static Dataset cached(Dataset data, long maxBytes) {
        Shape input = data.inputShape();
        Shape target = data.targetShape();
        long numbers = (long) data.rows() * Math.max(input.size(), target.size());
        long bytes = Float.BYTES * (long) data.rows() * (input.size() + target.size());
        if (data instanceof StoredDataset || bytes > maxBytes || numbers > Integer.MAX_VALUE - 8) {
            return data;
        }
        FloatBuffer inputs = FloatBuffer.allocate(data.rows() * input.size());
        FloatBuffer targets = FloatBuffer.allocate(data.rows() * target.size());
        for (int row = 0; row < data.rows(); row++) {
            data.copy(row, inputs, targets);
        }
        return new StoredDataset(
                data.rows(),
                new FloatRows(input, inputs.array()),
                new FloatRows(target, targets.array()),
                data.classes(),
                data.sha256(),
                data.standardization(),
                data.description());
    }
}
