package io.epochline.artifacts.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import java.io.IOException;
import java.util.Optional;

/** JSON objects of the store, indented for people to read. The same document makes the same bytes. */
public final class JsonDocuments {

    private static final String CONTENT_TYPE = "application/json";
    private static final int LARGEST = 64 << 20;

    /** Maps of Java need not have an order of their own. */
    private static final ObjectMapper ORDERED = Json.conventions(JsonMapper.builder())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonDocuments() {}

    /** Writes the document, replacing what was there. */
    public static ArtifactRef put(ArtifactStore store, String key, Object document) {
        return store.put(key, bytes(document), CONTENT_TYPE);
    }

    /** Writes the document if there is none; empty when there was. */
    public static Optional<ArtifactRef> putIfAbsent(ArtifactStore store, String key, Object document) {
        return store.putIfAbsent(key, bytes(document), CONTENT_TYPE);
    }

    /**
     * Reads a document.
     *
     * @throws ArtifactException when there is no such object, or none of this form
     */
    public static <T> T read(ArtifactStore store, String key, Class<T> type) {
        byte[] content = store.get(key, LARGEST);
        return parse(key, () -> Json.MAPPER.readValue(content, type));
    }

    static ObjectNode tree(Object document) {
        return ORDERED.valueToTree(document);
    }

    static <T> T convert(String key, JsonNode document, Class<T> type) {
        return parse(key, () -> Json.MAPPER.treeToValue(document, type));
    }

    private interface Parsing<T> {
        T parse() throws IOException;
    }

    private static <T> T parse(String key, Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (JsonMappingException e) {
            throw new DocumentException(key, Json.path(e), e);
        } catch (IOException e) {
            throw new DocumentException(key, "", e);
        }
    }

    private static byte[] bytes(Object document) {
        try {
            return ORDERED.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON document: " + document, e);
        }
    }
}
