package io.epochline.console.cli.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the bench.
 *
 * @param fault what was done to it, in words; null for a healthy run
 * @param remedies the names of proposals, or of terms of losses, that undo the fault or make it harmless; none for a healthy run
 * @param examples that are made for it; null where its job needs none
 * @param job as in a job file
 */
record PlantedRun(String name, String fault, List<String> remedies, Examples examples, JsonNode job) {

    PlantedRun {
        remedies = remedies == null ? List.of() : List.copyOf(remedies);
    }

    boolean healthy() {
        return fault == null;
    }

    /** Whether a proposal, or a term of a composed one such as {@code Huber + Pearson}, is a remedy. */
    boolean isRemedy(String proposal) {
        return Stream.of(proposal.split(" \\+ ")).anyMatch(remedies::contains);
    }

    TrainingJob training() {
        return (TrainingJob) JobFile.read(job.toString(), name);
    }

    /** The same with other examples and other first parameters; 0 changes nothing. */
    PlantedRun seeded(long seed) {
        ObjectNode other = job.deepCopy();
        other.put("seed", job.path("seed").asLong() + seed);
        if (other.path("data").has("seed")) {
            ((ObjectNode) other.get("data")).put("seed", other.at("/data/seed").asLong() + 1000 * seed);
        }
        return new PlantedRun(name, fault, remedies, examples == null ? null : examples.seeded(seed), other);
    }

    /** All runs, in the order of the file. */
    static List<PlantedRun> all() {
        YAMLMapper yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        try (InputStream resource = PlantedRun.class.getResourceAsStream("planted.yaml")) {
            return List.of(yaml.readValue(resource, PlantedRun[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
