package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.artifacts.npz.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of PNG images as examples. Each is decoded once and kept as bytes, or as 16-bit numbers where one of them has
 * such.
 */
final class ImageSource {

    private final DataSpec.Images spec;
    private final Map<String, Path> found;
    private final DataFiles files;

    private ImageSource(DataSpec.Images spec, Map<String, Path> found, DataFiles files) {
        this.spec = spec;
        this.found = found;
        this.files = files;
    }

    /** @param found all files of the folder, by their names relative to it */
    static Examples read(DataSpec.Images spec, Map<String, Path> found, DataFiles files) {
        return new ImageSource(spec, found, files).examples();
    }

    private Examples examples() {
        ImageLabels labels =
                spec.labels() == null ? ImageLabels.folders(spec, found) : ImageLabels.table(spec, found, files);
        List<String> names = labels.files();
        List<PngFile.Head> heads =
                names.stream().map(name -> png(name).head(found.get(name))).toList();
        Shape shape = shape(names, heads);
        boolean deep = heads.stream().anyMatch(head -> head.depth() == 16);
        StringBuilder contents = new StringBuilder(labels.sha256());
        ByteRows rows;
        try (RowFile file = new RowFile(files)) {
            for (String name : names) {
                byte[] content = png(name).content(found.get(name));
                contents.append(name).append('\n').append(Sha256.of(content)).append('\n');
                file.write(samples(Pixels.decode(png(name), content), shape, deep));
            }
            rows = file.map(ByteOrder.nativeOrder(), deep ? DType.U16 : DType.U8, shape, names.size());
        }
        Dataset data = new StoredDataset(
                names.size(),
                new Samples(rows, deep ? 65535f : 255f),
                labels.targets(),
                labels.classes(),
                Sha256.of(contents.toString()),
                Optional.empty(),
                "%s, %d images %s, %s".formatted(spec.path(), names.size(), shape, labels.description()));
        return new Examples(data, labels.columns(), Partition.of(spec.split(), labels.columns()));
    }

    private PngFile png(String name) {
        return new PngFile("'%s': '%s'".formatted(spec.path(), name));
    }

    private Shape shape(List<String> names, List<PngFile.Head> heads) {
        PngFile.Head first = heads.getFirst();
        boolean allGrey = heads.stream().allMatch(PngFile.Head::grey);
        DataSpec.Images.Color color =
                spec.color() != null ? spec.color() : allGrey ? DataSpec.Images.Color.GREY : DataSpec.Images.Color.RGB;
        if (!spec.size().isEmpty()) {
            return Shape.of(
                    color.channels(), spec.size().getFirst(), spec.size().getLast());
        }
        for (int row = 0; row < heads.size(); row++) {
            PngFile.Head head = heads.get(row);
            if (head.width() != first.width() || head.height() != first.height()) {
                throw TrainerException.data(
                        "'%s': '%s' (row %d) has %d x %d pixels, but '%s' has %d x %d: all must have one size. "
                                + "Maybe data.size: [%d, %d], to which they are resized.",
                        spec.path(),
                        names.get(row),
                        row,
                        head.width(),
                        head.height(),
                        names.getFirst(),
                        first.width(),
                        first.height(),
                        first.height(),
                        first.width());
            }
        }
        return Shape.of(color.channels(), first.height(), first.width());
    }

    private static ByteBuffer samples(Pixels decoded, Shape shape, boolean deep) {
        Pixels pixels = decoded.in(shape.dim(0)).resized(shape.dim(1), shape.dim(2));
        ByteBuffer samples = ByteBuffer.allocate(shape.size() * (deep ? 2 : 1)).order(ByteOrder.nativeOrder());
        for (float value : pixels.values()) {
            if (deep) {
                samples.putShort((short) Math.round(value * 65535));
            } else {
                samples.put((byte) Math.round(value * 255));
            }
        }
        return samples.flip();
    }

    /** From whole samples to [0, 1]. */
    private record Samples(ByteRows rows, float highest) implements Rows {

        @Override
        public Shape shape() {
            return rows.shape();
        }

        @Override
        public void copy(int row, FloatBuffer into) {
            for (int i = 0; i < rows.shape().size(); i++) {
                into.put((float) rows.number(row, i) / highest);
            }
        }
    }
}
