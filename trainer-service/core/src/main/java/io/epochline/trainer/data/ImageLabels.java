package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    static ImageLabels table(DataSpec.Images spec, Map<String, Path> found, DataFiles files) {
        Path file = found.get(spec.labels());
        if (file == null) {
            throw TrainerException.notFound(
                    "data.labels: there is no '%s' in '%s'.%s",
                    spec.labels(), spec.path(), Spelling.hint(spec.labels(), found.keySet()));
        }
        String name = spec.path() + "/" + spec.labels();
        try (TableReader table = CsvReader.open(name, file)) {
            TableCells cells = new TableCells(name, table);
            List<String> targets = targets(spec, cells);
            int fileColumn = cells.index(spec.file());
            List<String> images = new ArrayList<>();
            TableRows rows = TableRows.read(spec, cells, targets, files, () -> {
                String image = cells.text(fileColumn);
                if (!found.containsKey(image)) {
                    throw cells.fault(
                            fileColumn,
                            "an image in '%s', found '%s'".formatted(spec.path(), image),
                            Spelling.hint(image, found.keySet()));
                }
                images.add(image);
            });
            String description = "%s from %s".formatted(String.join(", ", targets), spec.labels());
            return new ImageLabels(images, rows.numbers(), false, rows.columns(), Sha256.of(file), description);
        }
    }

    private static List<String> targets(DataSpec.Images spec, TableCells cells) {
        if (!spec.targets().isEmpty()) {
            return spec.targets();
        }
        List<String> header = cells.table().header();
        Collection<String> beside = RowColumns.names(spec);
        List<String> others = header.stream()
                .filter(column -> !column.equals(spec.file()) && !beside.contains(column))
                .toList();
        if (others.isEmpty()) {
            throw TrainerException.data(
                    "data.targets: '%s' has no column to predict, it has %s.", cells.name(), header);
        }
        return others;
    }
}
