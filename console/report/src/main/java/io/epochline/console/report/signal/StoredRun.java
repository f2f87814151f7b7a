package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run in a store. */
record StoredRun(ArtifactStore store, RunLayout layout) implements RunFolder {

    @Override
    public String name() {
        return layout.runId();
    }

    @Override
    public Optional<NpzReader> arrays(String file) {
        return store.stat(key(file)).map(info -> NpzReader.of(store.get(info.key())));
    }

    @Override
    public Optional<JsonNode> document(String file) {
        return store.stat(key(file)).map(info -> JsonDocuments.read(store, info.key(), JsonNode.class));
    }

    @Override
    public List<String> list(String prefix) {
        int start = layout.prefix().length();
        return store.list(key(prefix)).stream()
                .map(info -> info.key().substring(start))
                .toList();
    }

    @Override
    public Optional<Instant> modified(String file) {
        return store.stat(key(file)).map(ObjectInfo::lastModified);
    }

    private String key(String file) {
        return layout.prefix() + file;
    }
}
