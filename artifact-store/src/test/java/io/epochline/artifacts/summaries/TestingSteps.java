package io.epochline.artifacts.summaries;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.ArtifactRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A store in memory that counts what it is asked for, and may refuse it. */
final class TestingSteps implements ArtifactStore {

    private final ArtifactStore store = new MemoryArtifactStore("epochline");
    private final ConcurrentHashMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Is told the operation and its key beforehand. */
    volatile BiConsumer<String, String> before = (operation, key) -> {};

    int count(String operation) {
        return counts.getOrDefault(operation, new AtomicInteger()).get();
    }

    int count() {
        return counts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private ArtifactStore step(String operation, String key) {
        counts.computeIfAbsent(operation, any -> new AtomicInteger()).incrementAndGet();
        before.accept(operation, key);
        return store;
    }

    @Override
    public String bucket() {
        return store.bucket();
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        return step("put", key).put(key, content, contentType);
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        return step("put", key).put(key, file, contentType);
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        return step("put_if_absent", key).putIfAbsent(key, content, contentType);
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        return step("get", key).get(key, maxBytes);
    }

    @Override
    public InputStream open(String key) {
        return step("open", key).open(key);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return step("stat", key).stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return step("list", prefix).list(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
        return step("folders", prefix).folders(prefix);
    }

    @Override
    public void delete(String key) {
        step("delete", key).delete(key);
    }

    @Override
    public void close() {}
}
