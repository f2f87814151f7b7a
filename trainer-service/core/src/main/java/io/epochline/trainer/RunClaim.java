package io.epochline.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.Interruption;
import io.epochline.events.Json;
import java.util.Map;
import java.util.UUID;

/**
 * The right to run: attempts are numbered from 1, and each number is claimed by one worker. The highest number holds the
 * run; lower ones were released, died, or are about to find out that they are superseded.
 *
 * @param attempt from 1
 */
record RunClaim(ArtifactStore store, RunLayout layout, int attempt, String worker) {

    private record Release(int attempt, String worker, Interruption interruption) {}

    /** Claims the lowest number that is free, so that there are no gaps. */
    static RunClaim take(ArtifactStore store, RunLayout layout, String worker) {
        int attempt = 1;
        while (store.putIfAbsent(layout.claim(attempt), content(attempt, worker), "application/json")
                .isEmpty()) {
            attempt++;
        }
        return new RunClaim(store, layout, attempt, worker);
    }

    /** How many attempts there were so far. */
    static int count(ArtifactStore store, RunLayout layout) {
        int attempts = 0;
        while (store.stat(layout.claim(attempts + 1)).isPresent()) {
            attempts++;
        }
        return attempts;
    }

    /** How an attempt stopped that did not end the run. */
    static Interruption interruption(ArtifactStore store, RunLayout layout, int attempt) {
        String key = layout.release(attempt);
        return store.stat(key).isPresent()
                ? JsonDocuments.read(store, key, Release.class).interruption()
                : Interruption.LOST;
    }

    /** Puts on record that the run was let go of in good order. */
    void release(RunState.Paused paused) {
        JsonDocuments.put(store, layout.release(attempt), new Release(paused.attempt(), worker, paused.why()));
    }

    /** Whether another worker has the run now. */
    boolean superseded() {
        return store.stat(layout.claim(attempt + 1)).isPresent();
    }

    /** Unique, so that a write that is repeated because its answer was lost knows its own. */
    private static byte[] content(int attempt, String worker) {
        try {
            return Json.MAPPER.writeValueAsBytes(Map.of(
                    "attempt",
                    attempt,
                    "worker",
                    worker,
                    "token",
                    UUID.randomUUID().toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
