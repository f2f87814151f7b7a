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
    private final Shape prediction;
    private final Shape target;
    private final FloatBuffer predictions;
    private final FloatBuffer targets;

    /**
     * @param prediction the shape of one
     * @param target the shape of one
     */
    Predictions(int[] rows, Shape prediction, Shape target) {
        this.rows = rows;
        this.prediction = prediction;
        this.target = target;
        this.predictions = FloatBuffer.allocate(rows.length * prediction.size());
        this.targets = FloatBuffer.allocate(rows.length * target.size());
    }

    /** Adds the next {@code batch} rows. */
    void add(FloatBuffer predicted, FloatBuffer wanted, int batch) {
        predictions.put(predicted.slice(0, batch * prediction.size()));
        targets.put(wanted.slice(0, batch * target.size()));
    }

    Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("index", NpyArray.of(Arrays.stream(rows).asLongStream().toArray(), rows.length));
        arrays.put("prediction", NpyArray.of(predictions.array(), full(prediction)));
        arrays.put("target", NpyArray.of(targets.array(), full(target)));
        return arrays;
    }

    private long[] full(Shape shape) {
        return shape.prepend(rows.length).toLongs();
    }
}
