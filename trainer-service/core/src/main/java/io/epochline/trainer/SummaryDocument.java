package io.epochline.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunSummary;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code summary.json}: the event {@link RunFinished} with the fields of its summary at the top level, and the artifacts
 * by name. Whoever puts it first has ended the run.
 */
final class SummaryDocument {

    private static final int SCHEMA_VERSION = 1;

    private SummaryDocument() {}

    /** Ends the run; empty when it was over already. */
    static Optional<RunFinished> commit(
            ArtifactStore store, RunLayout layout, RunFinished finished, Map<String, ArtifactRef> artifacts) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("schema_version", SCHEMA_VERSION);
        document.setAll((ObjectNode) Json.MAPPER.valueToTree(finished));
        JsonNode summary = document.remove("summary");
        if (summary != null) {
            document.setAll((ObjectNode) summary);
        }
        document.set("artifacts", Json.MAPPER.valueToTree(artifacts));
        return store.putIfAbsent(layout.summary(), bytes(document), "application/json")
                .map(reference -> with(finished, reference));
    }

    /** How the run ended, if it has. */
    static Optional<RunFinished> read(ArtifactStore store, RunLayout layout) {
        if (store.stat(layout.summary()).isEmpty()) {
            return Optional.empty();
        }
        try {
            ObjectNode document = (ObjectNode) Json.MAPPER.readTree(store.get(layout.summary()));
            if (document.has("steps")) {
                document.set("summary", Json.MAPPER.valueToTree(Json.MAPPER.treeToValue(document, RunSummary.class)));
            }
            RunFinished finished = Json.MAPPER.treeToValue(document, RunFinished.class);
            return Optional.of(with(finished, store.reference(layout.summary())));
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be read: %s".formatted(layout.summary(), e.getMessage()), e);
        }
    }

    private static RunFinished with(RunFinished finished, ArtifactRef reference) {
        return new RunFinished(
                finished.runId(),
                finished.experimentId(),
                finished.attempt(),
                finished.name(),
                finished.status(),
                finished.failure(),
                finished.summary(),
                reference,
                finished.labels());
    }

    private static byte[] bytes(JsonNode document) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
