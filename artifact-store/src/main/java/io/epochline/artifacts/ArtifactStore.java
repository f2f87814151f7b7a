package io.epochline.artifacts;

import io.epochline.events.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects under keys, in one bucket.
 *
 * <p>A key is a path of segments, {@code experiments/e1/runs/r1/summary.json}: at most 1024 bytes of UTF-8, no empty
 * segment, no {@code .} or {@code ..}, no backslash, no control character. A reader sees an object whole or not at all.
 * Implementations may be used by many threads. Faults are {@link ArtifactException}s.
 */
public interface ArtifactStore extends AutoCloseable {

    /** What {@link #get(String)} will hold in memory at most: 256 MiB. Larger objects are read by {@link #open}. */
    int MAX_GET_BYTES = 256 << 20;

    String bucket();

    /** Writes the object, replacing what was there. */
    ArtifactRef put(String key, byte[] content, String contentType);

    /** Writes the object from a file of any size, replacing what was there. */
    ArtifactRef put(String key, Path file, String contentType);

    /**
     * Writes the object if there is none under this key. Of any number of racing writers exactly one gets a reference.
     *
     * <p>Should the answer to a write be lost, the write is repeated, and finding the very same content there counts as
     * having won. So content that decides who won must name its writer.
     *
     * @return empty when the object was there already
     */
    Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType);

    /** The content, at most {@link #MAX_GET_BYTES}. */
    default byte[] get(String key) {
        return get(key, MAX_GET_BYTES);
    }

    /** The content, refused as {@link ArtifactException.Kind#INVALID} when it is longer than {@code maxBytes}. */
    byte[] get(String key, int maxBytes);

    /** The content, refused as {@link ArtifactException.Kind#INVALID} when it is not what the reference was made of. */
    default byte[] get(ArtifactRef ref) {
        if (!ref.bucket().equals(bucket())) {
            throw ArtifactException.otherBucket(ref, bucket());
        }
        byte[] content = get(ref.key(), (int) Math.min(Math.max(ref.size(), 1), MAX_GET_BYTES));
        String found = Sha256.of(content);
        if (!found.equals(ref.sha256())) {
            throw ArtifactException.changed(ref, found);
        }
        return content;
    }

    /** A stream over the content. The caller closes it; an error while reading is an {@link IOException}. */
    InputStream open(String key);

    Optional<ObjectInfo> stat(String key);

    /** All objects whose keys begin with {@code prefix} (may be empty or end within a segment), ordered by key. */
    List<ObjectInfo> list(String prefix);

    /**
     * The names of the folders right below a folder, in order: {@code folders("experiments/")} tells the experiments, and
     * needs not look at the objects in them. Of a folder that lost its last object just now the name may still be told.
     *
     * @param prefix ends with a slash, or is empty for the whole bucket
     */
    List<String> folders(String prefix);

    /** Removes the object; nothing happens where there is none. */
    void delete(String key);

    /**
     * Copies the object into a file of any size and says what it was.
     *
     * @throws ArtifactException when there is no such object, or it broke off, or the file cannot be written
     */
    default ArtifactRef copy(String key, Path file) {
        try (InputStream in = open(key);
                OutputStream out = Files.newOutputStream(file)) {
            Sha256.Digest digest = Sha256.copy(in, out);
            return new ArtifactRef(bucket(), key, digest.hex(), digest.size());
        } catch (IOException e) {
            throw ArtifactException.unreadable(key, e);
        }
    }

    /** A reference to an object that is there already. Reads it once, to hash it. */
    default ArtifactRef reference(String key) {
        try (InputStream in = open(key)) {
            Sha256.Digest digest = Sha256.of(in);
            return new ArtifactRef(bucket(), key, digest.hex(), digest.size());
        } catch (IOException e) {
            throw ArtifactException.unreadable(key, e);
        }
    }

    @Override
    void close();
}
