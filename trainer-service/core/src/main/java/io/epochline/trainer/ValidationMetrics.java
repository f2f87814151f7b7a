package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.Map;

/** Measures the predictions of a validation set, batch by batch. */
interface ValidationMetrics {

    /**
     * Adds a batch.
     *
     * @param predictions {@code f32[batch, prediction…]}
     * @param targets {@code f32[batch, target…]}
     */
    void add(FloatBuffer predictions, FloatBuffer targets, int batch);

    /** By name, in the order of names. */
    Map<String, Double> values();

    /** Those that say most of what the job's loss takes predictions for. */
    static ValidationMetrics of(PreparedJob job) {
        int width = job.data().targetShape().size();
        return switch (job.loss().head()) {
            case VALUES -> job.data().classes() ? new ClassMetrics(width, 1, true) : new ValueMetrics(width);
            case LABELS -> new ClassMetrics(job.predictionShape().dim(-1), width, false);
            case GAUSSIAN -> new GaussianMetrics(width, false);
            case GAUSSIAN_TARGET -> new GaussianMetrics(width / 2, true);
            case PAIR -> new PairMetrics(width);
        };
    }
}
