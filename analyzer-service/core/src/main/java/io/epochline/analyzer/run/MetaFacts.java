package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.diagnosis.RunFacts;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.compute.ir.Shape;
import io.epochline.events.Json;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What {@code meta.json} says about a run. */
final class MetaFacts {

    private MetaFacts() {}

    static CurrentSetup setup(JsonNode meta) {
        JsonNode data = meta.path("data");
        return new CurrentSetup(
                meta.hasNonNull("model") ? meta.get("model") : null,
                meta.path("loss").textValue(),
                shape(data.path("input_shape")),
                shape(data.path("target_shape")),
                job(meta));
    }

    /** @param firstLoss of the first step, null where it is not known */
    static RunFacts facts(JsonNode meta, Double firstLoss) {
        JsonNode data = meta.path("data");
        Shape target = shape(data.path("target_shape"));
        TrainingJob job = job(meta);
        OptimizerSpec optimizer = job == null ? null : job.optimizer();
        return new RunFacts(
                integer(data.path("train_rows")),
                target == null ? null : target.size(),
                parameters(meta.path("index_map")),
                job == null ? null : job.batchSize(),
                optimizer == null ? null : decay(optimizer),
                optimizer == null ? null : optimizer instanceof OptimizerSpec.AdamW,
                meta.hasNonNull("model") ? highestDropout(meta.get("model")) : null,
                meta.path("precision").textValue(),
                job == null ? null : job.data().group() != null && !(job.data().split() instanceof SplitSpec.Group),
                null,
                firstLoss);
    }

    /** What was asked for; empty where the document does not tell it. */
    static Optional<JobSpec> asked(JsonNode meta) {
        return meta.path("job").hasNonNull("kind")
                ? Optional.of(Json.MAPPER.convertValue(meta.get("job"), JobSpec.class))
                : Optional.empty();
    }

    /** Null where the run's job is none that trains a network, or is not told. */
    private static TrainingJob job(JsonNode meta) {
        JsonNode job = meta.path("job");
        boolean whole = job.hasNonNull("data") && job.hasNonNull("model") && job.hasNonNull("loss");
        return whole && Json.MAPPER.convertValue(job, JobSpec.class) instanceof TrainingJob training ? training : null;
    }

    /** 0 for optimizers that know none. */
    private static double decay(OptimizerSpec optimizer) {
        return Json.MAPPER.valueToTree(optimizer).path("weight_decay").asDouble();
    }

    private static Integer parameters(JsonNode indexMap) {
        if (!indexMap.isArray()) {
            return null;
        }
        int parameters = 0;
        for (JsonNode entry : indexMap) {
            int size = 1;
            for (JsonNode dim : entry.path("shape")) {
                size *= dim.intValue();
            }
            parameters += size;
        }
        return parameters;
    }

    private static double highestDropout(JsonNode model) {
        return model.findValues("dropout").stream()
                .mapToDouble(node -> node.isObject() ? node.path("rate").asDouble() : node.asDouble())
                .max()
                .orElse(0);
    }

    private static Integer integer(JsonNode node) {
        return node.isInt() ? (Integer) node.intValue() : null;
    }

    private static Shape shape(JsonNode dims) {
        return dims.isArray()
                ? new Shape(StreamSupport.stream(dims.spliterator(), false)
                        .map(JsonNode::intValue)
                        .toList())
                : null;
    }
}
