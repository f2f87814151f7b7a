package io.epochline.artifacts.summaries;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.Concurrently;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The objects in which summaries are gathered: {@code <tier>/<name>.jsonl}, a summary a line. Tier 0 holds parts of fewer
 * than {@link #FAN} summaries, tier 1 of fewer than {@code FAN²}, tier 2 larger ones, so that there are about
 * {@code 2·FAN + n/FAN²} of them.
 */
final class SummaryParts {

    static final int FAN = 64;

    private static final int LARGEST = FAN * FAN;
    private static final int LARGEST_TIER = 2;
    private static final int ROUNDS = 3;
    private static final String CONTENT_TYPE = "application/x-ndjson";
    private static final ObjectReader READER = Json.MAPPER.readerFor(ObjectNode.class);

    private final ArtifactStore store;
    private final String prefix;

    /** @param prefix under which they lie, with its last slash */
    SummaryParts(ArtifactStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /**
     * What is in the parts; a summary may come twice. Parts that are joined while they are read are looked for again, but
     * not for ever.
     */
    Collection<ObjectNode> read() {
        Map<String, List<ObjectNode>> read = new HashMap<>();
        boolean complete = false;
        for (int round = 0; round < ROUNDS && !complete; round++) {
            List<String> unread = keys("");
            unread.removeAll(read.keySet());
            List<Optional<List<ObjectNode>>> contents = Concurrently.map(unread, this::readUnlessGone);
            for (int i = 0; i < unread.size(); i++) {
                String key = unread.get(i);
                contents.get(i).ifPresent(part -> read.put(key, part));
            }
            complete = contents.stream().allMatch(Optional::isPresent);
        }
        return read.values().stream().flatMap(List::stream).toList();
    }

    /** A part that is gone was joined with others in the meantime. */
    private Optional<List<ObjectNode>> readUnlessGone(String key) {
        try (MappingIterator<ObjectNode> lines = READER.readValues(store.get(key))) {
            return Optional.of(lines.readAll());
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw IndexException.part(key, e);
        }
    }

    /** Puts any number of summaries, in parts that are as large as may be. */
    void put(List<ObjectNode> summaries) {
        for (int from = 0; from < summaries.size(); from += LARGEST) {
            List<ObjectNode> part = summaries.subList(from, Math.min(summaries.size(), from + LARGEST));
            put(UUID.randomUUID().toString(), part);
        }
    }

    /** Puts a part of at most {@code FAN²} summaries. */
    void put(String name, List<ObjectNode> summaries) {
        int size = summaries.size();
        int tier = size < FAN ? 0 : size < LARGEST ? 1 : LARGEST_TIER;
        store.put(prefix + tier + "/" + name + ".jsonl", lines(summaries), CONTENT_TYPE);
    }

    /**
     * Joins the parts of each tier that has {@link #FAN} of them. They are deleted after the joined part is there, so a
     * crash, or another who joins at the same time, leaves some summaries twice and none out.
     */
    void join() {
        for (int tier = 0; tier < LARGEST_TIER; tier++) {
            List<String> keys = keys(tier + "/");
            if (keys.size() < FAN) {
                continue;
            }
            List<Optional<List<ObjectNode>>> contents = Concurrently.map(keys, this::readUnlessGone);
            if (!contents.stream().allMatch(Optional::isPresent)) {
                return;
            }
            SortedMap<String, ObjectNode> union = new TreeMap<>();
            contents.stream()
                    .flatMap(part -> part.orElseThrow().stream())
                    .forEach(summary -> union.put(summary.path("run_id").asText(), summary));
            put(new ArrayList<>(union.values()));
            Concurrently.forEach(keys, store::delete);
        }
    }

    private List<String> keys(String tier) {
        return new ArrayList<>(
                store.list(prefix + tier).stream().map(ObjectInfo::key).toList());
    }

    private static byte[] lines(List<ObjectNode> summaries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (ObjectNode summary : summaries) {
                out.write(Json.MAPPER.writeValueAsBytes(summary));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }
}
