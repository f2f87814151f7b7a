package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.Proposed;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;

/** The one thing in which a proposed job differs from the job at hand. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.NewLoss.class, name = "loss"),
    @JsonSubTypes.Type(value = Change.NewModel.class, name = "model"),
    @JsonSubTypes.Type(value = Change.NewSettings.class, name = "settings")
})
public sealed interface Change {

    /**
     * The job with this change and another name: same data, same seed, and its objective as the yardstick.
     *
     * @throws IllegalArgumentException if no job comes of it, such as a batch size below 1
     */
    TrainingJob on(TrainingJob job, String name);

    static Change of(Proposed proposed) {
        return switch (proposed) {
            case LossProposed loss -> new NewLoss(loss.expression());
            case ModelProposed model -> new NewModel(model.model());
            case SettingsProposed settings -> new NewSettings(settings.settings());
        };
    }

    /**
     * Trains on another loss.
     *
     * @param expression such as {@code 0.8*huber + 0.2*(1 - pearson)}
     */
    record NewLoss(String expression) implements Change {
        @Override
        public TrainingJob on(TrainingJob job, String name) {
            return edited(job, name, Json.MAPPER.createObjectNode().put("loss", expression));
        }
    }

    /**
     * Trains another model.
     *
     * @param model a named architecture or a whole document
     */
    record NewModel(JsonNode model) implements Change {
        @Override
        public TrainingJob on(TrainingJob job, String name) {
            return edited(job, name, Json.MAPPER.createObjectNode().set("model", model));
        }
    }

    /**
     * Trains with other settings.
     *
     * @param settings keys of a training job with their new values, such as {@code {"batch_size": 16}}; of {@code data} and
     *     {@code optimizer} only what changes
     */
    record NewSettings(ObjectNode settings) implements Change {
        @Override
        public TrainingJob on(TrainingJob job, String name) {
            return edited(job, name, settings);
        }
    }

    private static TrainingJob edited(TrainingJob job, String name, ObjectNode keys) {
        ObjectNode document = Json.MAPPER.valueToTree((JobSpec) job);
        keys.properties()
                .forEach(key -> document.set(key.getKey(), merged(document.get(key.getKey()), key.getValue())));
        document.put("name", name);
        if (Json.MAPPER.convertValue(document, JobSpec.class) instanceof TrainingJob changed) {
            return changed;
        }
        throw new IllegalArgumentException("a change must leave a job what it is, a network to train; found kind: "
                + document.path("kind").asText());
    }

    /** An object of the same kind takes over what is not told; a list, a number or another kind replaces. */
    private static JsonNode merged(JsonNode now, JsonNode then) {
        boolean same = now instanceof ObjectNode
                && then.isObject()
                && !then.has("name")
                && !then.has("method")
                && !then.has("sampler")
                && !then.has("layers");
        if (!same) {
            return then;
        }
        ObjectNode both = now.deepCopy();
        then.properties().forEach(key -> both.set(key.getKey(), merged(both.get(key.getKey()), key.getValue())));
        return both;
    }
}
