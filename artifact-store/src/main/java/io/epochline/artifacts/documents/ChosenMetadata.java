package io.epochline.artifacts.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a summary takes over from {@code meta.json}, so that a table of ten thousand runs reads one object of each. */
final class ChosenMetadata {

    private static final List<String> PROVENANCE =
            List.of("device", "precision", "worker", "git_hash", "seeds", "versions");

    private ChosenMetadata() {}

    /**
     * {@code settings}, the job as it was asked for, and {@code provenance}: where and with what it ran, and the hash of
     * its data. Empty where the run did not come so far as to have metadata.
     */
    static Optional<ObjectNode> of(ArtifactStore store, RunLayout layout) {
        if (store.stat(layout.meta()).isEmpty()) {
            return Optional.empty();
        }
        ObjectNode meta = JsonDocuments.read(store, layout.meta(), ObjectNode.class);
        ObjectNode provenance = Json.MAPPER.createObjectNode();
        PROVENANCE.stream().filter(meta::has).forEach(name -> provenance.set(name, meta.get(name)));
        JsonNode hash = meta.at("/data/sha256");
        if (hash.isTextual()) {
            provenance.set("data_sha256", hash);
        }
        ObjectNode chosen = Json.MAPPER.createObjectNode();
        if (meta.get("job") instanceof ObjectNode job) {
            chosen.set("settings", withoutStructures(job));
        }
        chosen.set("provenance", provenance);
        return Optional.of(chosen);
    }

    /** Lists of numbers and words stay; lists of more than that, such as the layers of a model, are no setting. */
    private static ObjectNode withoutStructures(ObjectNode settings) {
        ObjectNode kept = Json.MAPPER.createObjectNode();
        settings.properties().forEach(setting -> {
            JsonNode value = setting.getValue();
            if (value instanceof ObjectNode nested) {
                kept.set(setting.getKey(), withoutStructures(nested));
            } else if (StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode)) {
                kept.set(setting.getKey(), value);
            }
        });
        return kept;
    }
}
