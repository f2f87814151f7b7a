package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that was read from its first row to its last.
 *
 * @param numbers f64[rows, columns], the columns that were asked for
 * @param columns what groups, strata and splits are made of
 */
record TableRows(ByteRows numbers, RowColumns columns) {

    /**
     * Reads what a job asks for.
     *
     * @param names of the columns of numbers
     * @param atEachRow is run before its numbers are read
     */
    static TableRows read(DataSpec spec, TableCells cells, List<String> names, DataFiles files, Runnable atEachRow) {
        int[] at = names.stream().mapToInt(cells::index).toArray();
        Map<String, KeyColumn.Builder> keys = new LinkedHashMap<>();
        Map<Integer, KeyColumn.Builder> keysAt = new LinkedHashMap<>();
        for (String name : RowColumns.names(spec)) {
            keys.put(name, new KeyColumn.Builder(name));
            keysAt.put(cells.index(name), keys.get(name));
        }
        try (RowFile file = new RowFile(files)) {
            ByteBuffer row = ByteBuffer.allocate(names.size() * Double.BYTES).order(ByteOrder.nativeOrder());
            int rows = 0;
            for (; cells.table().next(); rows++) {
                atEachRow.run();
                row.clear();
                for (int column : at) {
                    row.putDouble(cells.number(column));
                }
                file.write(row.flip());
                keysAt.forEach((column, builder) -> builder.add(cells.text(column)));
            }
            cells.checkRows(rows);
            return new TableRows(
                    file.map(ByteOrder.nativeOrder(), DType.F64, Shape.of(names.size()), rows),
                    RowColumns.of(spec, rows, name -> keys.get(name).build()));
        }
    }
}
