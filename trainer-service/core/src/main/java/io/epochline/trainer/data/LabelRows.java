package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import io.epochline.trainer.TrainerException;
import java.nio.FloatBuffer;

/** Class labels from 0 as one-hot rows, f32[classes]. */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record LabelRows(Shape shape, int[] labels) implements Rows {

    /** More than this are no classes but numbers that happen to be whole. */
    private static final int MOST_CLASSES = 10_000;

    /** @param source what holds the labels, such as {@code 'd.npz': 'y'} */
    static LabelRows of(String source, long[] found) {
        int[] labels = new int[found.length];
        int highest = 1;
        for (int row = 0; row < found.length; row++) {
            if (found[row] < 0 || found[row] >= MOST_CLASSES) {
                throw TrainerException.data(
                        "%s holds class labels, expected 0 to %d, found %d in row %d. "
                                + "Maybe they are no classes: then save them as float32.",
                        source, MOST_CLASSES - 1, found[row], row);
            }
            labels[row] = (int) found[row];
            highest = Math.max(highest, labels[row]);
        }
        return new LabelRows(Shape.of(highest + 1), labels);
    }

    @Override
    public void copy(int row, FloatBuffer into) {
        int start = into.position();
        for (int i = 0; i < shape.size(); i++) {
            into.put(0);
        }
        into.put(start + labels[row], 1);
    }
}
