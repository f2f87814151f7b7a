package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.ArtifactRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A store whose worker dies at a write: before it, or after it and before anybody hears of it. */
final class CrashingStore implements ArtifactStore {

    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final ArtifactStore store;
    private final Predicate<String> fatal;
    private final boolean afterWrite;
    private int writes;

    /** @param fatal the number of the write, counted from 0 */
    CrashingStore(ArtifactStore store, int fatal, boolean afterWrite) {
        this.store = store;
        this.fatal = key -> writes == fatal;
        this.afterWrite = afterWrite;
    }

    private CrashingStore(ArtifactStore store, Predicate<String> fatal, boolean afterWrite) {
        this.store = store;
        this.fatal = fatal;
        this.afterWrite = afterWrite;
    }

    /** Dies at the write of a key. */
    static CrashingStore at(ArtifactStore store, String key, boolean afterWrite) {
        return new CrashingStore(store, key::equals, afterWrite);
    }

    @Override
    public String bucket() {
        return store.bucket();
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        before(key);
        ArtifactRef reference = store.put(key, content, contentType);
        after(key);
        return reference;
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        before(key);
        ArtifactRef reference = store.put(key, file, contentType);
        after(key);
        return reference;
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        before(key);
        Optional<ArtifactRef> reference = store.putIfAbsent(key, content, contentType);
        after(key);
        return reference;
    }

    private void before(String key) {
        if (!afterWrite && fatal.test(key)) {
            throw new Crash();
        }
    }

    private void after(String key) {
        boolean dies = fatal.test(key);
        writes++;
        if (dies) {
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
