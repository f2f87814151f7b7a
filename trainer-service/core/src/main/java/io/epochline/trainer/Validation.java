package io.epochline.trainer;

import io.epochline.compute.engine.TrainingEngine;
import java.nio.FloatBuffer;
import java.util.Map;

/** What a model is worth on the validation set. */
final class Validation {

    /**
     * What came of it.
     *
     * @param loss the objective's mean over the rows
     */
    record Result(double loss, Map<String, Double> metrics) {}

    /** Hears of each batch. */
    private interface BatchListener {
        void batch(FloatBuffer predictions, FloatBuffer targets, int rows);
    }

    private final PreparedJob prepared;
    private final TrainingEngine engine;
    private final Batches batches;

    Validation(PreparedJob prepared, TrainingEngine engine, Batches batches) {
        this.prepared = prepared;
        this.engine = engine;
        this.batches = batches;
    }

    Result measure() {
        ValidationMetrics metrics = ValidationMetrics.of(prepared);
        double loss = loss(metrics::add);
        return new Result(loss, metrics.values());
    }

    Predictions predict() {
        Predictions predictions = new Predictions(
                prepared.partition().validation(),
                prepared.predictionShape(),
                prepared.data().targetShape());
        loss(predictions::add);
        return predictions;
    }

    private double loss(BatchListener listener) {
        int[] held = prepared.partition().validation();
        double sum = 0;
        try (BatchStream stream = batches.stream(held, 0)) {
            while (stream.hasNext()) {
                BatchStream.Piece batch = stream.next(1);
                sum += batch.rows()
                        * engine.evaluate(batch.inputs(), batch.targets(), batch.rows(), batches.predictions());
                listener.batch(batches.predictions(), batch.targets(), batch.rows());
            }
        }
        return sum / held.length;
    }
}
