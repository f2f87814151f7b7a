package io.epochline.artifacts;

import io.epochline.events.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that jobs name: relative to one folder and never outside it, or {@code s3://bucket/key} in the configured
 * store, of which a local copy is kept in a {@link DataCache}.
 */
public final class DataFiles {

    private static final String REMOTE = "s3://";
    private static final long LARGEST_IN_MEMORY = 1L << 30;
    private static final int MOST_IN_A_FOLDER = 2_000_000;

    private final Path root;
    private final ArtifactStore store;
    private final DataCache cache;

    public DataFiles(Path root, ArtifactStore store) {
        this(root, store, new DataCache(DataCache.temporaryFolder(), DataCache.DEFAULT_MAX_BYTES));
    }

    public DataFiles(Path root, ArtifactStore store, DataCache cache) {
        this.root = root.toAbsolutePath().normalize();
        this.store = store;
        this.cache = cache;
    }

    /**
     * The content of a file, of at most 1 GiB.
     *
     * @throws ArtifactException when there is no such file, it is empty or too large, or lies where jobs may not read
     */
    public byte[] read(String path) {
        if (path.startsWith(REMOTE)) {
            ObjectInfo object = object(path);
            checkSize(path, object.size(), LARGEST_IN_MEMORY);
            return store.get(object.key(), (int) LARGEST_IN_MEMORY);
        }
        try {
            Path file = localFile(path);
            checkSize(path, Files.size(file), LARGEST_IN_MEMORY);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ArtifactException.source(root.resolve(path), e);
        }
    }

    /**
     * A file of any size on this machine: the file itself, or the copy of an object.
     *
     * @throws ArtifactException when there is no such file, it is empty, or lies where jobs may not read
     */
    public Path file(String path) {
        if (path.startsWith(REMOTE)) {
            ObjectInfo object = object(path);
            checkSize(path, object.size(), Long.MAX_VALUE);
            return cache.fetch(store, object);
        }
        try {
            Path file = localFile(path);
            checkSize(path, Files.size(file), Long.MAX_VALUE);
            return file;
        } catch (IOException e) {
            throw ArtifactException.source(root.resolve(path), e);
        }
    }

    /**
     * All files below a folder, or below a prefix in the store, by their names relative to it ({@code a/b.png}), in the order
     * of the names. Files and folders that begin with a dot, and links, are left out.
     *
     * @throws ArtifactException when there is no such folder, or it lies where jobs may not read
     */
    public Map<String, Path> folder(String path) {
        return path.startsWith(REMOTE) ? objects(path) : localFolder(path);
    }

    /** A new file for rows that are worth no name; whoever asked for it deletes it. */
    public Path scratch() {
        try {
            return cache.scratch();
        } catch (IOException e) {
            throw ArtifactException.scratch(e);
        }
    }

    private ObjectInfo object(String uri) {
        String key = key(uri);
        return store.stat(key).orElseThrow(() -> ArtifactException.notFound(store.bucket(), key));
    }

    private String key(String uri) {
        String prefix = REMOTE + store.bucket() + "/";
        if (!uri.startsWith(prefix)) {
            throw ArtifactException.invalid(
                    "The data '%s' must be in the configured bucket: '%s…'.".formatted(uri, prefix));
        }
        return uri.substring(prefix.length());
    }

    private Map<String, Path> objects(String uri) {
        String prefix = key(uri.endsWith("/") ? uri : uri + "/");
        List<ObjectInfo> objects = store.list(prefix).stream()
                .filter(object -> isPlain(object.key().substring(prefix.length())))
                .toList();
        if (objects.isEmpty()) {
            throw ArtifactException.notFound(store.bucket(), prefix + "…");
        }
        checkCount(uri, objects.size());
        Map<String, Path> files = new LinkedHashMap<>();
        List<Path> copies = Concurrently.map(objects, object -> cache.fetch(store, object));
        for (int i = 0; i < copies.size(); i++) {
            files.put(objects.get(i).key().substring(prefix.length()), copies.get(i));
        }
        return files;
    }

    private Map<String, Path> localFolder(String path) {
        Path folder = inside(path);
        if (!Files.isDirectory(folder)) {
            throw ArtifactException.noFolder(path, root, suggestion(folder));
        }
        Map<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(DataFiles::isPlain)
                    .sorted()
                    .limit(MOST_IN_A_FOLDER + 1L)
                    .forEach(name -> files.put(name, folder.resolve(name)));
        } catch (IOException e) {
            throw ArtifactException.source(folder, e);
        }
        checkCount(path, files.size());
        return files;
    }

    private static boolean isPlain(String name) {
        return !name.startsWith(".") && !name.contains("/.");
    }

    private Path localFile(String path) {
        Path file = inside(path);
        if (!Files.isRegularFile(file)) {
            throw ArtifactException.noFile(path, root, suggestion(file));
        }
        return file;
    }

    private Path inside(String path) {
        try {
            Path file = root.resolve(path).normalize();
            boolean inside = file.startsWith(root)
                    && (!Files.exists(file) || file.toRealPath().startsWith(root.toRealPath()));
            if (!inside) {
                throw ArtifactException.invalid("The path '%s' leads out of the data folder %s.".formatted(path, root));
            }
            return file;
        } catch (InvalidPathException e) {
            throw ArtifactException.invalid("'%s' is no path: %s.".formatted(path, e.getReason()));
        } catch (IOException e) {
            throw ArtifactException.source(root.resolve(path), e);
        }
    }

    private static String suggestion(Path file) {
        if (file.getFileName() == null || !Files.isDirectory(file.getParent())) {
            return "";
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            List<String> siblings =
                    files.map(Path::getFileName).map(Path::toString).toList();
            return Suggestion.of(file.getFileName().toString(), siblings);
        } catch (IOException e) {
            return "";
        }
    }

    private static void checkSize(String path, long size, long largest) {
        if (size == 0 || size > largest) {
            throw ArtifactException.invalid(
                    largest == Long.MAX_VALUE
                            ? "'%s' is empty.".formatted(path)
                            : "'%s' must have between 1 and %d bytes, found: %d.".formatted(path, largest, size));
        }
    }

    private static void checkCount(String path, int files) {
        if (files > MOST_IN_A_FOLDER) {
            throw ArtifactException.invalid(
                    "The folder '%s' must have at most %d files, found more.".formatted(path, MOST_IN_A_FOLDER));
        }
    }
}
