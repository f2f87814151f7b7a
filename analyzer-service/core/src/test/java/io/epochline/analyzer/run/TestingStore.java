package io.epochline.analyzer.run;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.ArtifactRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store in memory that can be away for a while. */
public final class TestingStore implements ArtifactStore {
    private final MemoryArtifactStore memory = new MemoryArtifactStore("epochline");
    private volatile boolean away;

    /** From now on every call fails, or none does. */
    public void away(boolean away) {
        this.away = away;
    }

    private MemoryArtifactStore reached() {
        if (away) {
            throw new Away();
        }
        return memory;
    }

    @Override
    public String bucket() {
        return memory.bucket();
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        return reached().put(key, content, contentType);
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        return reached().put(key, file, contentType);
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        return reached().putIfAbsent(key, content, contentType);
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        return reached().get(key, maxBytes);
    }

    @Override
    public InputStream open(String key) {
        return reached().open(key);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return reached().stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return reached().list(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
        return reached().folders(prefix);
    }

    @Override
    public void delete(String key) {
        reached().delete(key);
    }

    @Override
    public void close() {
        memory.close();
    }

    private static final class Away extends ArtifactException {
        private static final long serialVersionUID = 1L;

        Away() {
            super(Kind.UNAVAILABLE, "The store is away.", null);
        }
    }
}
