package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.events.spec.TrainingJob;

/**
 * What the run used; whatever is not known is null.
 *
 * @param model an architecture document or a name, as in a training job
 * @param loss an expression, or what a log calls the loss
 * @param inputShape of one example
 * @param targetShape of one example
 * @param job that trained it
 */
public record CurrentSetup(JsonNode model, String loss, Shape inputShape, Shape targetShape, TrainingJob job) {

    public static final CurrentSetup UNKNOWN = new CurrentSetup(null, null, null, null, null);

    /** Of a run whose job is not known. */
    public CurrentSetup(JsonNode model, String loss, Shape inputShape, Shape targetShape) {
        this(model, loss, inputShape, targetShape, null);
    }

    /** What the run takes its predictions for; values where its loss is no expression of ours. */
    public Head head() {
        return LossCheck.read(loss).map(Loss::head).orElse(Head.VALUES);
    }
}
