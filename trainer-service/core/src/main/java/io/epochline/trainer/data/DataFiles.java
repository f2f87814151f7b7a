package io.epochline.trainer.data;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.compute.Spelling;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the files that jobs name: relative to one folder and never outside it, or {@code s3://bucket/key} in the
 * configured store.
 */
public final class DataFiles {

    private static final long LARGEST = 1L << 30;

    private final Path root;
    private final ArtifactStore store;

    public DataFiles(Path root, ArtifactStore store) {
        this.root = root.toAbsolutePath().normalize();
        this.store = store;
    }

    /** @throws TrainerException when there is no such file, or it lies where jobs may not read */
    public byte[] read(String path) {
        return path.startsWith("s3://") ? readObject(path) : readFile(path);
    }

    private byte[] readObject(String uri) {
        String prefix = "s3://" + store.bucket() + "/";
        if (!uri.startsWith(prefix)) {
            throw TrainerException.data("data.path '%s' must be in the configured bucket: '%s…'.", uri, prefix);
        }
        String key = uri.substring(prefix.length());
        long size = store.stat(key)
                .orElseThrow(() -> TrainerException.notFound("There is no object '%s'.", uri))
                .size();
        checkSize(uri, size);
        return store.get(key);
    }

    private byte[] readFile(String path) {
        try {
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root)
                    || (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath()))) {
                throw TrainerException.data("data.path '%s' leads out of the data folder %s.", path, root);
            }
            if (!Files.isRegularFile(file)) {
                throw TrainerException.notFound(
                        "There is no file '%s' in the data folder %s.%s",
                        path, root, Spelling.hint(file.getFileName().toString(), siblings(file)));
            }
            checkSize(path, Files.size(file));
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw TrainerException.data("data.path '%s' is no path: %s.", path, e.getReason());
        } catch (IOException e) {
            throw TrainerException.data("data.path '%s' could not be read: %s.", path, e.getMessage());
        }
    }

    private static List<String> siblings(Path file) throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    private static void checkSize(String path, long size) {
        if (size == 0) {
            throw TrainerException.data("'%s' is empty.", path);
        }
        if (size > LARGEST) {
            throw TrainerException.data("'%s' has %d bytes, at most %d can be read.", path, size, LARGEST);
        }
    }
}
