package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the model says of the validation set, and what it should say. */
final class Predictions {

    private final int[] rows;
    private final Shape shape;
    private final FloatBuffer predictions;
    private final FloatBuffer targets;

    /** @param shape of one target */
    Predictions(int[] rows, Shape shape) {
        this.rows = rows;
        this.shape = shape;
        this.predictions = FloatBuffer.allocate(rows.length * shape.size());
        this.targets = FloatBuffer.allocate(rows.length * shape.size());
    }

    /** Adds the next {@code batch} rows. */
    void add(FloatBuffer predicted, FloatBuffer target, int batch) {
        predictions.put(predicted.slice(0, batch * shape.size()));
        targets.put(target.slice(0, batch * shape.size()));
    }

    Map<String, NpyArray> arrays() {
        long[] full = shape.prepend(rows.length).toLongs();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("index", NpyArray.of(Arrays.stream(rows).asLongStream().toArray(), rows.length));
        arrays.put("prediction", NpyArray.of(predictions.array(), full));
        arrays.put("target", NpyArray.of(targets.array(), full));
        return arrays;
    }
}
