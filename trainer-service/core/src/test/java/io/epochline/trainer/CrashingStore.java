package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.ArtifactRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store whose worker dies at a write, counted from 0: before it, or after it and before anybody hears of it. */
final class CrashingStore implements ArtifactStore {

    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final ArtifactStore store;
    private final int fatal;
    private final boolean afterWrite;
    private int writes;

    CrashingStore(ArtifactStore store, int fatal, boolean afterWrite) {
        this.store = store;
        this.fatal = fatal;
        this.afterWrite = afterWrite;
    }

    @Override
    public String bucket() {
        return store.bucket();
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        before();
        ArtifactRef reference = store.put(key, content, contentType);
        after();
        return reference;
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        before();
        ArtifactRef reference = store.put(key, file, contentType);
        after();
        return reference;
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        before();
        Optional<ArtifactRef> reference = store.putIfAbsent(key, content, contentType);
        after();
        return reference;
    }

    private void before() {
        if (!afterWrite && writes == fatal) {
            throw new Crash();
        }
    }

    private void after() {
        if (writes++ == fatal) {
            throw new Crash();
        }
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        return store.get(key, maxBytes);
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
        return store.folders(prefix);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void close() {}
}
