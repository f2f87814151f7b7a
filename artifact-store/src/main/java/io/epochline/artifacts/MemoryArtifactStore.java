package io.epochline.artifacts;

import io.epochline.events.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store that ends with its process: for tests, and for runs that leave nothing behind. */
public final class MemoryArtifactStore implements ArtifactStore {

    @SuppressWarnings("ArrayRecordComponent") // never compared, and copied where it comes in or goes out
    private record Entry(byte[] content, Instant lastModified, String sha256) {}

    private final String bucket;
    private final ConcurrentSkipListMap<String, Entry> objects = new ConcurrentSkipListMap<>();

    public MemoryArtifactStore(String bucket) {
        this.bucket = bucket;
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        Entry entry = entry(content);
        objects.put(Keys.check(key), entry);
        return ref(key, entry);
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        try {
            return put(key, Files.readAllBytes(file), contentType);
        } catch (IOException e) {
            throw ArtifactException.source(file, e);
        }
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        Entry entry = entry(content);
        boolean won = objects.putIfAbsent(Keys.check(key), entry) == null;
        return won ? Optional.of(ref(key, entry)) : Optional.empty();
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        byte[] content = find(key).content();
        if (content.length > maxBytes) {
            throw ArtifactException.tooLarge(key, maxBytes);
        }
        return content.clone();
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(find(key).content());
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return Optional.ofNullable(objects.get(Keys.check(key))).map(entry -> info(key, entry));
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return objects.tailMap(Keys.checkPrefix(prefix)).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .map(e -> info(e.getKey(), e.getValue()))
                .toList();
    }

    @Override
    public List<String> folders(String prefix) {
        int start = Keys.checkFolder(prefix).length();
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .filter(key -> key.indexOf('/', start) >= 0)
                .map(key -> key.substring(start, key.indexOf('/', start)))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(Keys.check(key));
    }

    @Override
    public void close() {}

    private Entry find(String key) {
        Entry entry = objects.get(Keys.check(key));
        if (entry == null) {
            throw ArtifactException.notFound(bucket, key);
        }
        return entry;
    }

    private ArtifactRef ref(String key, Entry entry) {
        return new ArtifactRef(bucket, key, entry.sha256(), entry.content().length);
    }

    private static Entry entry(byte[] content) {
        return new Entry(content.clone(), Instant.now(), Sha256.of(content));
    }

    private static ObjectInfo info(String key, Entry entry) {
        return new ObjectInfo(key, entry.content().length, entry.lastModified(), entry.sha256());
    }
}
