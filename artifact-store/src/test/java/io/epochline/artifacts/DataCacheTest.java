package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCacheTest {

    @TempDir
    Path temporary;

    private final MemoryArtifactStore store = new MemoryArtifactStore("lab");

    @Test
    void fetchesAnObjectOnceUntilItChanges() throws IOException {
        DataCache cache = cache(1000);
        put("a", 1, 2, 3);
        Path first = cache.fetch(store, info("a"));
        Files.setLastModifiedTime(first, FileTime.from(Instant.EPOCH));

        assertThat(cache.fetch(store, info("a"))).isEqualTo(first).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.getLastModifiedTime(first).toInstant()).isAfter(Instant.EPOCH);

        put("a", 3, 2, 1);
        assertThat(cache.fetch(store, info("a"))).isNotEqualTo(first).hasBinaryContent(new byte[] {3, 2, 1});
    }

    @Test
    void storesOfOneNameDoNotTakeEachOthersCopies() {
        MemoryArtifactStore other = new MemoryArtifactStore("lab");
        put("a", 1, 2, 3);
        other.put("a", new byte[] {3, 2, 1}, "application/octet-stream");
        cache(1000).fetch(store, info("a"));

        assertThat(cache(1000).fetch(other, other.stat("a").orElseThrow())).hasBinaryContent(new byte[] {3, 2, 1});
    }

    @Test
    void letsGoOfWhatWasNotUsedForTheLongestTime() throws IOException {
        DataCache cache = cache(12);
        put("old", 1, 1, 1, 1);
        put("older", 2, 2, 2, 2);
        put("new", 3, 3, 3, 3, 3);
        Path old = aged(cache.fetch(store, info("old")), 100);
        Path older = aged(cache.fetch(store, info("older")), 200);
        Path fresh = cache.fetch(store, info("new"));

        assertThat(older).doesNotExist();
        assertThat(List.of(old, fresh)).allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void clearsAwayWhatSomeoneLeftUnfinishedLongAgo() throws IOException {
        DataCache cache = cache(1000);
        Path abandoned = aged(cache.scratch(), 25 * 3600);
        Path inUse = cache.scratch();
        put("a", 1);
        cache.fetch(store, info("a"));

        assertThat(abandoned).doesNotExist();
        assertThat(inUse).exists();
    }

    @Test
    void aCopyThatWasCutOffIsFetchedAgain() throws IOException {
        DataCache cache = cache(1000);
        put("a", 1, 2, 3);
        Path copy = cache.fetch(store, info("a"));
        Files.write(copy, new byte[] {1});

        assertThat(cache.fetch(store, info("a"))).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aDownloadThatBreaksOffLeavesNothing() throws IOException {
        put("a", 1, 2, 3);
        ObjectInfo longer = new ObjectInfo("a", 5, Instant.now(), info("a").etag());

        assertThatThrownBy(() -> cache(1000).fetch(store, longer))
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        e -> assertThat(e.failure().retryable()).isTrue())
                .hasMessageContaining("Cannot keep a copy of 'a' (5 bytes)")
                .hasMessageContaining("it has 3 bytes where 5 were announced");
        try (Stream<Path> left = Files.list(temporary.resolve("cache"))) {
            assertThat(left).isEmpty();
        }
    }

    private DataCache cache(long maxBytes) {
        return new DataCache(temporary.resolve("cache"), maxBytes);
    }

    private void put(String key, int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        store.put(key, content, "application/octet-stream");
    }

    private ObjectInfo info(String key) {
        return store.stat(key).orElseThrow();
    }

    private static Path aged(Path file, long seconds) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }
}
