package io.epochline.trainer.recording;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.trainer.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays put one behind the other along their first axis, on the local disk, as they may be too large for memory. */
public final class LongColumns implements Closeable {

    private static final class Column {
        private final DType dtype;
        private final long[] shape;
        private final ScratchFile elements = new ScratchFile();

        Column(DType dtype, long[] shape) {
            this.dtype = dtype;
            this.shape = shape.clone();
            this.shape[0] = 0;
        }
    }

    private final Map<String, Column> columns = new LinkedHashMap<>();

    /** @param arrays by name; all of one name have one type, and one shape but for the first axis */
    public void append(Map<String, NpyArray> arrays) {
        arrays.forEach((name, array) -> {
            Column column = columns.computeIfAbsent(name, any -> new Column(array.dtype(), array.shape()));
            column.shape[0] += array.shape()[0];
            column.elements.append(array.data());
        });
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    public void writeTo(NpzWriter archive) throws IOException {
        for (Map.Entry<String, Column> entry : columns.entrySet()) {
            Column column = entry.getValue();
            archive.add(entry.getKey(), column.dtype, column.elements::open, column.shape);
        }
    }

    @Override
    public void close() {
        columns.values().forEach(column -> column.elements.close());
    }
}
