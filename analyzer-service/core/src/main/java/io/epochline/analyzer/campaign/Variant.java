package io.epochline.analyzer.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.events.Json;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.TrainingJob;

/** A job, and the same job with something changed. */
record Variant(JsonNode document) {

    static Variant of(TrainingJob job) {
        return new Variant(Json.MAPPER.valueToTree(job));
    }

    Variant with(String path, JsonNode value) {
        return new Variant(JobPath.with(document, path, value));
    }

    Variant named(String name) {
        return with("name", TextNode.valueOf(name));
    }

    Variant stage(TrainingJob.Stage stage) {
        return with("stage", Json.MAPPER.valueToTree(stage));
    }

    /** The same job in another draw of chance: of its first parameters, its batches, and what is held out. */
    Variant redrawn(int draw) {
        Variant seeded = shifted("seed", draw);
        return JobPath.get(document, "data.split.seed").isPresent() ? seeded.shifted("data.split.seed", draw) : seeded;
    }

    private Variant shifted(String path, int by) {
        long seed = JobPath.get(document, path).map(JsonNode::asLong).orElse(0L);
        return with(path, LongNode.valueOf(seed + by));
    }

    TrainingJob job() {
        try {
            return Json.MAPPER.treeToValue(document, TrainingJob.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A changed job is a job", e);
        }
    }
}
