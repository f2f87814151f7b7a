package io.epochline.trainer.recording;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays that grow row by row, by name: numbers f64[k], counts i64[k], flags bool[k], vectors f32[k, n] and f64[k, n]. */
public final class Columns {

    private static final class Column {
        private final DType dtype;
        private final int width;
        private double[] values;
        private int size;

        /** @param width of a row; 0 for numbers */
        Column(DType dtype, int width) {
            this.dtype = dtype;
            this.width = width;
            this.values = new double[Math.max(16, width)];
        }

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        NpyArray array() {
            long[] shape = width == 0 ? new long[] {size} : new long[] {size / width, width};
            if (dtype.equals(DType.F64)) {
                return NpyArray.of(Arrays.copyOf(values, size), shape);
            }
            if (dtype.equals(DType.F32)) {
                float[] floats = new float[size];
                for (int i = 0; i < size; i++) {
                    floats[i] = (float) values[i];
                }
                return NpyArray.of(floats, shape);
            }
            if (dtype.equals(DType.I64)) {
                return NpyArray.of(
                        Arrays.stream(values, 0, size).mapToLong(v -> (long) v).toArray(), shape);
            }
            boolean[] flags = new boolean[size];
            for (int i = 0; i < size; i++) {
                flags[i] = values[i] != 0;
            }
            return NpyArray.of(flags, shape);
        }
    }

    private final Map<String, Column> columns = new LinkedHashMap<>();

    public void add(String name, double value) {
        column(name, DType.F64, 0).add(value);
    }

    /** @param count below 2^53 */
    public void count(String name, long count) {
        column(name, DType.I64, 0).add(count);
    }

    public void flag(String name, boolean flag) {
        column(name, DType.BOOL, 0).add(flag ? 1 : 0);
    }

    public void row(String name, float[] row) {
        Column column = column(name, DType.F32, row.length);
        for (float value : row) {
            column.add(value);
        }
    }

    public void row(String name, double[] row) {
        Column column = column(name, DType.F64, row.length);
        for (double value : row) {
            column.add(value);
        }
    }

    /** Adds the rows of arrays that another one gave. */
    public void append(Map<String, NpyArray> arrays) {
        arrays.forEach((name, array) -> {
            int width = array.shape().length == 1 ? 0 : (int) array.shape()[1];
            Column column = column(name, array.dtype(), width);
            for (double value : array.doubles()) {
                column.add(value);
            }
        });
    }

    public Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        columns.forEach((name, column) -> arrays.put(name, column.array()));
        return arrays;
    }

    /** The numbers of a column; none where it has no row yet. */
    public double[] values(String name) {
        Column column = columns.get(name);
        return column == null ? new double[0] : Arrays.copyOf(column.values, column.size);
    }

    public double last(String name) {
        Column column = columns.get(name);
        return column.values[column.size - 1];
    }

    public int rows(String name) {
        return columns.containsKey(name) ? columns.get(name).size / Math.max(1, columns.get(name).width) : 0;
    }

    /** How much all rows hold. */
    public long bytes() {
        return columns.values().stream()
                .mapToLong(column -> (long) column.size * column.dtype.itemSize())
                .sum();
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    public void clear() {
        columns.clear();
    }

    /** Those arrays whose names begin so, under the rest of their names. */
    public static Map<String, NpyArray> below(String prefix, Map<String, NpyArray> arrays) {
        Map<String, NpyArray> found = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array);
            }
        });
        return found;
    }

    private Column column(String name, DType dtype, int width) {
        return columns.computeIfAbsent(name, any -> new Column(dtype, width));
    }
}
