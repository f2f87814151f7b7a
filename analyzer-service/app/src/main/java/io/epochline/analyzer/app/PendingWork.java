package io.epochline.analyzer.app;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is still to be done with the artifact store, kept in a state store: a restart finds it, an outage outlasts nothing. */
final class PendingWork {
    static final String STORE = "pending";

    /**
     * @param kind which desk does it
     * @param subject an experiment, or {@code <experiment>/<run>}
     */
    record Piece(String kind, String subject) {

        private String key() {
            return kind + ":" + subject;
        }

        private static Piece of(String key) {
            int colon = key.indexOf(':');
            return new Piece(key.substring(0, colon), key.substring(colon + 1));
        }
    }

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, byte[]> store;

    PendingWork(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void add(String kind, String subject) {
        store.put(new Piece(kind, subject).key(), PRESENT);
    }

    void done(Piece piece) {
        store.delete(piece.key());
    }

    /** In the order of their keys. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> rows = store.all()) {
            while (rows.hasNext()) {
                KeyValue<String, byte[]> row = rows.next();
                pieces.add(Piece.of(row.key));
            }
        }
        return pieces;
    }
}
