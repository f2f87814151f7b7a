package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.data.Standardization.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads a CSV table as examples: features f32[features], target f32[1]. */
final class CsvSource {

    private CsvSource() {}

    static Examples read(DataSpec.Csv spec, byte[] bytes) {
        CsvTable table = CsvTable.parse(spec.path(), bytes);
        double[] target = table.column(spec.target());
        List<String> names = spec.features().isEmpty() ? others(table.header(), spec) : spec.features();
        if (names.isEmpty() || names.contains(spec.target())) {
            throw TrainerException.data(
                    "data.features must name at least one column other than the target '%s', found: %s.",
                    spec.target(), names);
        }
        RowColumns beside = RowColumns.of(spec, table.rows(), table::texts);
        Partition partition = Partition.of(spec.split(), beside);
        int[] trained = partition.train();
        List<Column> columns = new ArrayList<>();
        float[] inputs = new float[table.rows() * names.size()];
        for (int c = 0; c < names.size(); c++) {
            double[] values = table.column(names.get(c));
            Column column = measure(names.get(c), values, trained);
            columns.add(column);
            store(values, spec.standardize(), column, inputs, c, names.size());
        }
        Column targetColumn = measure(spec.target(), target, trained);
        float[] targets = new float[table.rows()];
        store(target, spec.standardize(), targetColumn, targets, 0, 1);
        Dataset data = new ArrayDataset(
                table.rows(),
                Shape.of(names.size()),
                inputs,
                Shape.of(1),
                targets,
                false,
                Sha256.of(bytes),
                spec.standardize() ? Optional.of(new Standardization(columns, targetColumn)) : Optional.empty(),
                "%s, '%s' from %s".formatted(spec.path(), spec.target(), String.join(", ", names)));
        return new Examples(data, beside, partition);
    }

    private static List<String> others(List<String> header, DataSpec.Csv spec) {
        Collection<String> beside = RowColumns.names(spec);
        return header.stream()
                .filter(name -> !name.equals(spec.target()) && !beside.contains(name))
                .toList();
    }

    private static Column measure(String name, double[] values, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += values[row];
        }
        double mean = sum / rows.length;
        double squares = 0;
        for (int row : rows) {
            squares += (values[row] - mean) * (values[row] - mean);
        }
        double deviation = Math.sqrt(squares / rows.length);
        return new Column(name, mean, deviation > 0 ? deviation : 1);
    }

    private static void store(
            double[] values, boolean standardize, Column column, float[] into, int offset, int stride) {
        for (int row = 0; row < values.length; row++) {
            double value = standardize ? (values[row] - column.mean()) / column.scale() : values[row];
            into[row * stride + offset] = (float) value;
        }
    }
}
