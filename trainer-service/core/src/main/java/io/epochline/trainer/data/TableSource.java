package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.data.Standardization.Column;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A table as examples: features f32[features], target f32[1]. */
final class TableSource {

    private final DataSpec.Table spec;
    private final TableReader table;
    private final List<String> features;

    private TableSource(DataSpec.Table spec, TableReader table) {
        this.spec = spec;
        this.table = table;
        this.features = features();
    }

    static Examples read(DataSpec.Table spec, TableReader table, String sha256, DataFiles files) {
        return new TableSource(spec, table).examples(sha256, files);
    }

    private List<String> features() {
        Collection<String> beside = RowColumns.names(spec);
        List<String> names = spec.features().isEmpty()
                ? table.header().stream()
                        .filter(name -> !name.equals(spec.target()) && !beside.contains(name))
                        .toList()
                : spec.features();
        if (names.isEmpty() || names.contains(spec.target())) {
            throw TrainerException.data(
                    "data.features must name at least one column other than the target '%s', found: %s.",
                    spec.target(), names);
        }
        return names;
    }

    private Examples examples(String sha256, DataFiles files) {
        List<String> names = new ArrayList<>(features);
        names.add(spec.target());
        TableRows read = TableRows.read(spec, new TableCells(spec.path(), table), names, files, () -> {});
        ByteRows numbers = read.numbers();
        Partition partition = Partition.of(spec.split(), read.columns());
        List<Column> measured = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            measured.add(measure(names.get(c), numbers, c, partition.train()));
        }
        Column target = measured.removeLast();
        Dataset data = new StoredDataset(
                read.columns().rows(),
                new Cells(numbers, 0, spec.standardize() ? measured : raw(features)),
                new Cells(numbers, features.size(), spec.standardize() ? List.of(target) : raw(List.of(spec.target()))),
                false,
                sha256,
                spec.standardize() ? Optional.of(new Standardization(measured, target)) : Optional.empty(),
                "%s, '%s' from %s".formatted(spec.path(), spec.target(), String.join(", ", features)));
        return new Examples(data, read.columns(), partition);
    }

    private static List<Column> raw(List<String> names) {
        return names.stream().map(name -> new Column(name, 0, 1)).toList();
    }

    private static Column measure(String name, ByteRows numbers, int column, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += numbers.number(row, column);
        }
        double mean = sum / rows.length;
        double squares = 0;
        for (int row : rows) {
            double away = numbers.number(row, column) - mean;
            squares += away * away;
        }
        double deviation = Math.sqrt(squares / rows.length);
        return new Column(name, mean, deviation > 0 ? deviation : 1);
    }

    /** Some columns beside each other, shifted and scaled. */
    private record Cells(ByteRows numbers, int first, List<Column> columns) implements Rows {

        @Override
        public Shape shape() {
            return Shape.of(columns.size());
        }

        @Override
        public void copy(int row, FloatBuffer into) {
            for (int c = 0; c < columns.size(); c++) {
                Column column = columns.get(c);
                into.put((float) ((numbers.number(row, first + c) - column.mean()) / column.scale()));
            }
        }
    }
}
