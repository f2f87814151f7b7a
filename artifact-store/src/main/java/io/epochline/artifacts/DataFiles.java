package io.epochline.artifacts;

import io.epochline.events.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the files that jobs name: relative to one folder and never outside it, or {@code s3://bucket/key} in the
 * configured store. At most 1 GiB each.
 */
public final class DataFiles {

    private static final long LARGEST = 1L << 30;

    private final Path root;
    private final ArtifactStore store;

    public DataFiles(Path root, ArtifactStore store) {
        this.root = root.toAbsolutePath().normalize();
        this.store = store;
    }

    /**
     * The content of a file.
     *
     * @throws ArtifactException when there is no such file, it is empty or too large, or lies where jobs may not read
     */
    public byte[] read(String path) {
        return path.startsWith("s3://") ? readObject(path) : readFile(path);
    }

    private byte[] readObject(String uri) {
        String prefix = "s3://" + store.bucket() + "/";
        if (!uri.startsWith(prefix)) {
            throw ArtifactException.invalid(
                    "The data '%s' must be in the configured bucket: '%s…'.".formatted(uri, prefix));
        }
        String key = uri.substring(prefix.length());
        ObjectInfo object = store.stat(key).orElseThrow(() -> ArtifactException.notFound(store.bucket(), key));
        checkSize(uri, object.size());
        return store.get(key, (int) LARGEST);
    }

    private byte[] readFile(String path) {
        try {
            Path file = root.resolve(path).normalize();
            boolean inside = file.startsWith(root)
                    && (!Files.exists(file) || file.toRealPath().startsWith(root.toRealPath()));
            if (!inside) {
                throw ArtifactException.invalid("The path '%s' leads out of the data folder %s.".formatted(path, root));
            }
            if (!Files.isRegularFile(file)) {
                throw ArtifactException.noFile(
                        path, root, Suggestion.of(file.getFileName().toString(), siblings(file)));
            }
            checkSize(path, Files.size(file));
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw ArtifactException.invalid("'%s' is no path: %s.".formatted(path, e.getReason()));
        } catch (IOException e) {
            throw ArtifactException.source(root.resolve(path), e);
        }
    }

    private static List<String> siblings(Path file) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    private static void checkSize(String path, long size) {
        if (size == 0 || size > LARGEST) {
            throw ArtifactException.invalid(
                    "'%s' must have between 1 and %d bytes, found: %d.".formatted(path, LARGEST, size));
        }
    }
}
