package io.epochline.console.api;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The objects under one folder of the store, and nothing beside it. */
@Singleton
class Artifacts {

    private static final Pattern NAME = Pattern.compile("(?!\\.)[A-Za-z0-9._-]+(/(?!\\.)[A-Za-z0-9._-]+)*");

    private static final Map<String, String> SHOWN_IN_PLACE = Map.of(
            "html", "text/html; charset=utf-8",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8",
            "md", "text/plain; charset=utf-8",
            "csv", "text/plain; charset=utf-8",
            "yaml", "text/plain; charset=utf-8");

    private final ArtifactStore store;

    @Inject
    Artifacts(ArtifactStore store) {
        this.store = store;
    }

    /**
     * One object.
     *
     * @param name relative to the folder
     * @param size in bytes
     * @param modifiedAt ISO 8601
     * @param href where to download it
     */
    record Item(String name, long size, String modifiedAt, String href) {}

    List<Item> list(String folder, String href) {
        return store.list(folder).stream()
                .map(object -> item(folder, href, object))
                .toList();
    }

    private static Item item(String folder, String href, ObjectInfo object) {
        String name = object.key().substring(folder.length());
        return new Item(name, object.size(), object.lastModified().toString(), href + name);
    }

    Response stream(String folder, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.badArtifactName(name);
        }
        ObjectInfo object = store.stat(folder + name)
                .orElseThrow(() -> ProblemException.noArtifact(
                        name,
                        store.list(folder).stream()
                                .map(other -> other.key().substring(folder.length()))
                                .toList()));
        String inPlace = SHOWN_IN_PLACE.get(name.substring(name.lastIndexOf('.') + 1));
        return Response.ok(store.open(object.key()))
                .type(inPlace == null ? "application/octet-stream" : inPlace)
                .header("Content-Length", object.size())
                .header(
                        "Content-Disposition",
                        "%s; filename=\"%s\""
                                .formatted(
                                        inPlace == null ? "attachment" : "inline",
                                        name.substring(name.lastIndexOf('/') + 1)))
                .build();
    }
}
