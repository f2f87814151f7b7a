package io.epochline.analyzer.app;

import io.epochline.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A state store of JSON documents. A row that has not changed is not written again, so it costs no changelog. */
final class Rows {
    private final KeyValueStore<String, byte[]> store;

    Rows(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    boolean has(String key) {
        return store.get(key) != null;
    }

    <T> Optional<T> find(String key, Class<T> type) {
        byte[] row = store.get(key);
        return row == null ? Optional.empty() : Optional.of(read(row, type));
    }

    /** All rows whose keys begin with the prefix, in the order of their keys. */
    <T> Map<String, T> under(String prefix, Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> rows = store.prefixScan(prefix, new StringSerializer())) {
            while (rows.hasNext()) {
                KeyValue<String, byte[]> row = rows.next();
                found.put(row.key, read(row.value, type));
            }
        }
        return found;
    }

    /** @param type under which the value is written, so that a member of a sealed family says which one it is */
    <T> void put(String key, T value, Class<T> type) {
        try {
            byte[] row = Json.MAPPER.writerFor(type).writeValueAsBytes(value);
            if (!Arrays.equals(row, store.get(key))) {
                store.put(key, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String key) {
        store.delete(key);
    }

    private static <T> T read(byte[] row, Class<T> type) {
        try {
            return Json.MAPPER.readValue(row, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
