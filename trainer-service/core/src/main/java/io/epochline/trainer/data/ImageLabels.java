package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.DType;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is known of the images of a folder.
 *
 * @param files the images, row by row
 * @param sha256 of a table of labels; empty where folders are classes, since file names say it all
 * @param description in words
 */
record ImageLabels(
        List<String> files, Rows targets, boolean classes, RowColumns columns, String sha256, String description) {

    private static final Pattern OTHER_IMAGE = Pattern.compile(".*\\.(jpe?g|gif|bmp|tiff?|webp)");

    /** The folder that an image is in is its class; classes are numbered in the order of their names. */
    static ImageLabels folders(DataSpec.Images spec, Map<String, Path> found) {
        List<String> files = new ArrayList<>();
        KeyColumn.Builder classes = new KeyColumn.Builder("folder");
        for (String name : found.keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (OTHER_IMAGE.matcher(lower).matches()) {
                throw TrainerException.data(
                        "'%s': '%s' is no PNG image, which is what is read. Convert it, or take it away.",
                        spec.path(), name);
            }
            if (lower.endsWith(".png")) {
                if (!name.contains("/")) {
                    throw TrainerException.data(
                            "'%s': '%s' is in no folder, whose name would be its class. "
                                    + "Maybe data.labels is missing, the CSV file with what to predict.",
                            spec.path(), name);
                }
                files.add(name);
                classes.add(name.substring(0, name.indexOf('/')));
            }
        }
        KeyColumn folders = classes.build();
        if (folders.values().size() < 2) {
            throw TrainerException.data(
                    "'%s' must have a folder of PNG images for each class, at least 2, found: %s.",
                    spec.path(), folders.values());
        }
        Shape shape = Shape.of(folders.values().size());
        return new ImageLabels(
                files,
                new LabelRows(shape, folders.codes()),
                true,
                RowColumns.of(spec, files.size(), name -> noColumn(spec, name)).withClasses(folders),
                "",
                "classes " + String.join(", ", folders.values()));
    }

    private static KeyColumn noColumn(DataSpec.Images spec, String name) {
        throw TrainerException.data(
                "'%s' has no column '%s', since data.labels is missing, the CSV file that would hold it.",
                spec.path(), name);
    }

    /** A table has the name of an image and the numbers to predict for it in each row. */
    static ImageLabels table(DataSpec.Images spec, Map<String, Path> found, DataFiles scratch) {
        Path file = found.get(spec.labels());
        if (file == null) {
            throw TrainerException.notFound(
                    "data.labels: there is no '%s' in '%s'.%s",
                    spec.labels(), spec.path(), Spelling.hint(spec.labels(), found.keySet()));
        }
        String name = spec.path() + "/" + spec.labels();
        try (TableReader table = CsvReader.open(name, file)) {
            return new Table(spec, found, name, table, scratch).read(Sha256.of(file));
        }
    }

    /** Reads such a table. */
    private record Table(
            DataSpec.Images spec, Map<String, Path> found, String name, TableReader table, DataFiles scratch) {

        ImageLabels read(String sha256) {
            TableCells cells = new TableCells(name, table);
            Collection<String> beside = RowColumns.names(spec);
            List<String> targets = spec.targets().isEmpty()
                    ? table.header().stream()
                            .filter(column -> !column.equals(spec.file()) && !beside.contains(column))
                            .toList()
                    : spec.targets();
            if (targets.isEmpty()) {
                throw TrainerException.data(
                        "data.targets: '%s' has no column to predict, it has %s.", name, table.header());
            }
            int fileColumn = cells.index(spec.file());
            int[] targetColumns = targets.stream().mapToInt(cells::index).toArray();
            Map<String, KeyColumn.Builder> keys = new LinkedHashMap<>();
            beside.forEach(column -> keys.put(column, new KeyColumn.Builder(column)));
            List<String> images = new ArrayList<>();
            Rows values;
            try (RowFile rows = new RowFile(scratch)) {
                ByteBuffer row =
                        ByteBuffer.allocate(targetColumns.length * Float.BYTES).order(ByteOrder.nativeOrder());
                while (table.next()) {
                    images.add(image(cells.text(fileColumn)));
                    row.clear();
                    for (int column : targetColumns) {
                        row.putFloat((float) cells.number(column));
                    }
                    rows.write(row.flip());
                    keys.forEach((column, builder) -> builder.add(cells.text(cells.index(column))));
                }
                cells.checkRows(images.size());
                values = rows.map(ByteOrder.nativeOrder(), DType.F32, Shape.of(targetColumns.length), images.size());
            }
            return new ImageLabels(
                    images,
                    values,
                    false,
                    RowColumns.of(
                            spec, images.size(), column -> keys.get(column).build()),
                    sha256,
                    "%s from %s".formatted(String.join(", ", targets), spec.labels()));
        }

        private String image(String file) {
            if (!found.containsKey(file)) {
                throw TrainerException.data(
                        "'%s' %s, column '%s': there is no image '%s' in '%s'.%s",
                        name, table.place(), spec.file(), file, spec.path(), Spelling.hint(file, found.keySet()));
            }
            return file;
        }
    }
}
