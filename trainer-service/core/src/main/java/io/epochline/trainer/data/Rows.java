package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;

/** One side of the examples: f32[rows, shape…]. Safe to read from several threads. */
interface Rows {

    /** Of one row. */
    Shape shape();

    /** Puts a row at the position of the buffer, and moves the position. */
    void copy(int row, FloatBuffer into);
}
