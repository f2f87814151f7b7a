package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import java.util.Map;

/** The job of a run, with places that trials fill in, addressed by dotted paths such as {@code model.params.width}. */
public record JobTemplate(JsonNode document) {

    /**
     * The job with these values put in. A model that is given by its name alone becomes {@code {name: …}} where a path
     * leads into it.
     *
     * @throws InvalidEventException when a path leads through something that is no object, or the job is not valid
     */
    public RunJob with(Map<String, JsonNode> values) {
        if (!(document.deepCopy() instanceof ObjectNode job)) {
            throw new InvalidEventException("'job' must be an object, found: " + document.getNodeType());
        }
        values.forEach((path, value) -> put(job, path, value));
        return JobFile.run(job, values.keySet());
    }

    private static void put(ObjectNode job, String path, JsonNode value) {
        String[] steps = path.split("\\.");
        ObjectNode place = job;
        for (int i = 0; i < steps.length - 1; i++) {
            place = enter(place, steps[i], path);
        }
        place.set(steps[steps.length - 1], value);
    }

    private static ObjectNode enter(ObjectNode place, String key, String path) {
        JsonNode next = place.get(key);
        if (next instanceof ObjectNode object) {
            return object;
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        if (next != null && next.isTextual()) {
            made.set("name", next);
        } else if (next != null && !next.isNull()) {
            throw new InvalidEventException(
                    "the path '%s' of the space leads through '%s', which must be an object, found: %s"
                            .formatted(path, key, next.getNodeType()));
        }
        place.set(key, made);
        return made;
    }
}
