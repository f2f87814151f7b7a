package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ir.Shape;

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
}
