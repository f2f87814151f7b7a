package io.epochline.events.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.InvalidEventException;
import java.util.Optional;

/**
 * Dotted paths into a job document: {@code optimizer.lr}, {@code model.params.width}, {@code model.layers.0.filters}.
 * A step is the name of a field, or the position in a list, from 0.
 */
public final class JobPath {

    private JobPath() {}

    /** What the document holds at the path; empty where there is nothing. */
    public static Optional<JsonNode> get(JsonNode document, String path) {
        JsonNode node = document;
        for (String step : steps(path)) {
            node = node.isArray() && isIndex(step) ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /**
     * A copy of the document with the value at the path. Objects that are missing on the way are made; a name that
     * stands where an object is needed becomes {@code {name: …}}, so that {@code model: cnn_small} takes
     * {@code model.params.width}.
     *
     * @throws InvalidEventException where the path leads past the end of a list, or through a number
     */
    public static JsonNode with(JsonNode document, String path, JsonNode value) {
        return with(document.deepCopy(), steps(path), 0, path, value);
    }

    private static JsonNode with(JsonNode node, String[] steps, int depth, String path, JsonNode value) {
        if (depth == steps.length) {
            return value;
        }
        String step = steps[depth];
        if (node instanceof ArrayNode list && isIndex(step) && Integer.parseInt(step) < list.size()) {
            int index = Integer.parseInt(step);
            list.set(index, with(list.get(index), steps, depth + 1, path, value));
            return list;
        }
        ObjectNode object = object(node, step, path);
        object.set(step, with(object.path(step), steps, depth + 1, path, value));
        return object;
    }

    private static ObjectNode object(JsonNode node, String step, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (node.isTextual()) {
            return JsonNodeFactory.instance.objectNode().set("name", node);
        }
        throw new InvalidEventException("'%s' does not lead into the job: there is no '%s' in %s"
                .formatted(path, step, node.isArray() ? "a list of " + node.size() : node));
    }

    private static boolean isIndex(String step) {
        return step.matches("[0-9]{1,9}");
    }

    private static String[] steps(String path) {
        return path.split("\\.", -1);
    }
}
