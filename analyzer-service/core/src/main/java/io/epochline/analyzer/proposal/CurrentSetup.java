package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;

/**
 * What the run used; whatever is not known is null.
 *
 * @param model an architecture document or a name, as in a training job
 * @param loss an expression, or what a log calls the loss
 * @param inputShape of one example
 * @param targetShape of one example
 */
public record CurrentSetup(JsonNode model, String loss, Shape inputShape, Shape targetShape) {

    public static final CurrentSetup UNKNOWN = new CurrentSetup(null, null, null, null);

    /** What the run takes its predictions for; values where its loss is no expression of ours. */
    public Head head() {
        return LossCheck.read(loss).map(Loss::head).orElse(Head.VALUES);
    }
}
