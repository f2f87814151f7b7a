package io.epochline.compute.engine;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import java.nio.FloatBuffer;

/** An engine asked for what it cannot do. */
public final class EngineException extends ComputeException {

    private static final long serialVersionUID = 1L;

    private EngineException(String code, String message) {
        super(code, Category.USER, message);
    }

    static EngineException emptyBatch(int batch) {
        return new EngineException("empty_batch", "batch: expected at least 1 example, found " + batch);
    }

    static EngineException buffer(String name, ValueType type, FloatBuffer found) {
        String kind = found.isDirect() ? "direct" : "heap";
        return new EngineException(
                "bad_buffer",
                name + ": expected a direct buffer in native order with at least "
                        + type.shape().size() + " floats for " + type + ", found a " + kind + " buffer with "
                        + found.remaining() + " in " + found.order());
    }

    static EngineException gradient(int expected, int found) {
        return new EngineException("bad_buffer", "gradient: expected room for " + expected + " floats, found " + found);
    }

    static EngineException otherRun(String part, Object expected, Object found) {
        return new EngineException(
                "snapshot_mismatch",
                "snapshot: expected " + expected + " " + part + ", found " + found
                        + ". Maybe it belongs to another network or optimizer.");
    }

    static EngineException learningRate(double found) {
        return new EngineException(
                "bad_learning_rate", "learning_rate: expected a finite number of at least 0, found " + found);
    }

    static EngineException predictionShape(Loss loss, Shape prediction, Shape target) {
        String expected = loss.head()
                .prediction(target)
                .map(shape -> "a prediction " + shape)
                .orElse("another prediction");
        return new EngineException(
                "prediction_mismatch",
                "network: expected " + expected + " for targets " + target + ", found " + prediction + ". " + loss
                        + " takes " + loss.head() + ". Maybe the last layer has another number of outputs.");
    }

    static EngineException otherHead(Loss loss, Loss objective) {
        return new EngineException(
                "objective_mismatch",
                "objective: expected one that takes " + loss.head() + ", as the loss " + loss + " does, found "
                        + objective + ", which takes " + objective.head() + ".");
    }
}
