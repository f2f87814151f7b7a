package io.epochline.artifacts.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import java.util.Map;
import java.util.Optional;

/**
 * {@code summary.json}: the event {@link RunFinished} with the fields of its summary at the top level, the settings and the
 * provenance out of {@code meta.json}, and the artifacts by name. Whoever puts it first has ended the run.
 */
public final class SummaryDocument {

    private static final int SCHEMA_VERSION = 1;

    private SummaryDocument() {}

    /** Ends the run; empty when it was over already. */
    public static Optional<RunFinished> commit(
            ArtifactStore store, RunLayout layout, RunFinished finished, Map<String, ArtifactRef> artifacts) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("schema_version", SCHEMA_VERSION);
        document.setAll(JsonDocuments.tree(finished));
        JsonNode summary = document.remove("summary");
        if (summary != null) {
            document.setAll((ObjectNode) summary);
        }
        ChosenMetadata.of(store, layout).ifPresent(document::setAll);
        document.set("artifacts", JsonDocuments.tree(artifacts));
        return JsonDocuments.putIfAbsent(store, layout.summary(), document).map(finished::with);
    }

    /**
     * How the run ended, if it has.
     *
     * @throws ArtifactException when there is a summary that cannot be read
     */
    public static Optional<RunFinished> read(ArtifactStore store, RunLayout layout) {
        if (store.stat(layout.summary()).isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = JsonDocuments.read(store, layout.summary(), ObjectNode.class);
        if (document.has("steps")) {
            document.set("summary", document.deepCopy());
        }
        RunFinished finished = JsonDocuments.convert(layout.summary(), document, RunFinished.class);
        return Optional.of(finished.with(store.reference(layout.summary())));
    }
}
