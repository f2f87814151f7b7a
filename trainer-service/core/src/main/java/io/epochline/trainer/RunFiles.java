package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.ArtifactRef;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The objects of one run in the store. */
public final class RunFiles {

    public static final String NPZ = "application/x-npz";

    private final ArtifactStore store;
    private final RunLayout layout;

    public RunFiles(ArtifactStore store, RunLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    public RunLayout layout() {
        return layout;
    }

    ArtifactRef putPredictions(Predictions predictions) {
        return put(layout.predictions(), predictions.arrays());
    }

    ArtifactRef putModel(byte[] onnx) {
        return store.put(layout.model(), onnx, "application/octet-stream");
    }

    public ArtifactRef putTrainLog(String log) {
        return store.put(layout.trainLog(), log.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    void putCheckpoint(Checkpoint checkpoint) {
        put(layout.checkpoint(), checkpoint::writeTo);
    }

    /** The checkpoint to go on from, if there is one of this very job. */
    Optional<Checkpoint> checkpoint(String job) {
        return checkpoint(layout.checkpoint(), job);
    }

    void putContinuation(Checkpoint checkpoint) {
        put(layout.continuation(), checkpoint::writeTo);
    }

    /** Where a later stage of this very job goes on, if this run was one that ended. */
    Optional<Checkpoint> continuation(String job) {
        return checkpoint(layout.continuation(), job);
    }

    private Optional<Checkpoint> checkpoint(String key, String job) {
        return store.stat(key).map(info -> Checkpoint.of(read(key))).filter(found -> found.job()
                .equals(job));
    }

    void copySegments(RunFiles to) {
        for (ObjectInfo segment : store.list(layout.segments())) {
            String name = segment.key().substring(layout.segments().length());
            store.put(to.layout.segments() + name, store.get(segment.key()), NPZ);
        }
    }

    /** All arrays of an archive. */
    public Map<String, NpyArray> read(String key) {
        return NpzReader.readAll(store.get(key));
    }

    NpyArray read(String key, String array) {
        try (NpzReader archive = NpzReader.of(store.get(key))) {
            return archive.read(array);
        }
    }

    public ArtifactRef reference(String key) {
        return store.reference(key);
    }

    public ArtifactRef put(String key, Map<String, NpyArray> arrays) {
        return store.put(key, NpzWriter.bytes(arrays), NPZ);
    }

    public Optional<ArtifactRef> putIfAbsent(String key, Map<String, NpyArray> arrays) {
        return store.putIfAbsent(key, NpzWriter.bytes(arrays), NPZ);
    }

    /** Adds arrays to an archive. */
    public interface Arrays {
        void writeTo(NpzWriter archive) throws IOException;
    }

    /** Puts an archive that may be too large for memory. */
    public ArtifactRef put(String key, Arrays arrays) {
        return put(key, NPZ, out -> {
            try (NpzWriter archive = new NpzWriter(out, NpzWriter.Compression.STORED)) {
                arrays.writeTo(archive);
            }
        });
    }

    /** Writes the bytes of an object. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Puts an object that may be too large for memory. */
    public ArtifactRef put(String key, String contentType, Content content) {
        try {
            Path file = Files.createTempFile("epochline-", ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    content.writeTo(out);
                }
                return store.put(key, file, contentType);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
