package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;

/** Rows in memory. */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record FloatRows(Shape shape, float[] values) implements Rows {

    @Override
    public void copy(int row, FloatBuffer into) {
        into.put(values, row * shape.size(), shape.size());
    }
}
