package io.epochline.analyzer;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ir.Shape;
import java.util.Objects;

/**
 * The model that a log is of, where somebody says so.
 *
 * @param spec as in a training job: a name, an architecture document, or the path of an ONNX file
 * @param input the shape of an example
 */
public record GivenModel(JsonNode spec, Shape input) {

    public GivenModel {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(input, "input");
    }
}
