package io.epochline.events.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.Require;
import io.epochline.events.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * A model that another framework exported, as a job names it: {@code model: {onnx: resnet.onnx, freeze: ["stem.*"]}}.
 *
 * @param onnx a file, or {@code s3://bucket/key}
 * @param train names of weights that are trained, with {@code *} and {@code ?}; all where it is empty
 * @param freeze names of weights that are not, although {@code train} has them
 */
public record OnnxModelSpec(String onnx, List<String> train, List<String> freeze) {

    private static final List<String> KEYS = List.of("onnx", "train", "freeze");

    public OnnxModelSpec {
        Require.text(onnx, "model.onnx");
        train = List.copyOf(train);
        freeze = List.copyOf(freeze);
    }

    /**
     * Empty where the model is an architecture.
     *
     * @throws InvalidEventException naming the key that cannot be
     */
    public static Optional<OnnxModelSpec> of(JsonNode model) {
        if (!(model instanceof ObjectNode object) || !object.has("onnx")) {
            return Optional.empty();
        }
        object.fieldNames().forEachRemaining(OnnxModelSpec::requireKnown);
        return Optional.of(
                new OnnxModelSpec(object.get("onnx").textValue(), names(object, "train"), names(object, "freeze")));
    }

    private static void requireKnown(String key) {
        if (!KEYS.contains(key)) {
            throw new InvalidEventException("'model.%s' is no key of a model from a file: those are %s%s"
                    .formatted(key, String.join(", ", KEYS), Suggestion.of(key, KEYS)));
        }
    }

    private static List<String> names(ObjectNode model, String key) {
        JsonNode given = model.path(key);
        boolean names = given.isArray() && given.valueStream().allMatch(JsonNode::isTextual);
        Require.that(names || given.isMissingNode(), "model." + key, "a list of names of weights", given);
        return given.valueStream().map(JsonNode::textValue).toList();
    }
}
