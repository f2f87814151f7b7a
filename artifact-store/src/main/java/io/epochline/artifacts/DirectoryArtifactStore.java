package io.epochline.artifacts;

import io.epochline.events.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a folder: object {@code k} of bucket {@code b} is the file {@code <root>/b/k}.
 *
 * <p>An object is written to {@code <root>/.incoming} first, forced to disk, and then moved to its place, or hard-linked
 * to it where it must be absent, both of which the file system does in one step. A crash leaves at most a file in
 * {@code .incoming}. Links that lead out of the root are not followed.
 */
public final class DirectoryArtifactStore implements ArtifactStore {

    private static final int RACING_DELETES = 8;

    private final String bucket;
    private final Path root;
    private final Path objects;
    private final Path incoming;

    /** Opens the store, creating its folders. */
    public DirectoryArtifactStore(Path root, String bucket) {
        this.bucket = StoreConfig.checkBucket(bucket);
        try {
            this.root = Files.createDirectories(root).toRealPath();
            this.objects = Files.createDirectories(this.root.resolve(bucket));
            this.incoming = Files.createDirectories(this.root.resolve(".incoming"));
        } catch (IOException e) {
            throw ArtifactException.folder(root, "", e);
        }
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        return put(key, new ByteArrayInputStream(content));
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        try (InputStream in = Files.newInputStream(file)) {
            return put(key, in);
        } catch (IOException e) {
            throw ArtifactException.source(file, e);
        }
    }

    private ArtifactRef put(String key, InputStream content) {
        return write(key, content, (written, target) -> {
                    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
                    return true;
                })
                .orElseThrow();
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        return write(key, new ByteArrayInputStream(content), (written, target) -> {
            try {
                Files.createLink(target, written);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        try (InputStream in = open(key)) {
            byte[] content = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw ArtifactException.tooLarge(key, maxBytes);
            }
            return content;
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    @Override
    public InputStream open(String key) {
        Path file = resolve(key);
        if (!Files.isRegularFile(file)) {
            throw ArtifactException.notFound(bucket, key);
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw ArtifactException.notFound(bucket, key);
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return info(resolve(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        Keys.checkPrefix(prefix);
        int lastSlash = prefix.lastIndexOf('/');
        Path start = lastSlash < 0 ? objects : resolve(prefix.substring(0, lastSlash));
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<ObjectInfo> found = new ArrayList<>();
        try {
            Files.walkFileTree(start, new ObjectVisitor(found));
        } catch (IOException e) {
            throw ArtifactException.folder(root, prefix, e);
        }
        found.removeIf(object -> !object.key().startsWith(prefix));
        found.sort(Comparator.comparing(ObjectInfo::key));
        return List.copyOf(found);
    }

    @Override
    public List<String> folders(String prefix) {
        Path folder = Keys.checkFolder(prefix).isEmpty() ? objects : resolve(prefix.substring(0, prefix.length() - 1));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw ArtifactException.folder(root, prefix, e);
        }
    }

    /** Collects plain files; what is deleted in the meantime was not there. */
    private final class ObjectVisitor extends SimpleFileVisitor<Path> {

        private final List<ObjectInfo> found;

        ObjectVisitor(List<ObjectInfo> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                found.add(info(file, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw fault;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
            return fault == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, fault);
        }
    }

    @Override
    public void delete(String key) {
        Path file = resolve(key);
        try {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
            for (Path folder = file.getParent(); !folder.equals(objects); folder = folder.getParent()) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException stillUsed) {
            return;
        } catch (FileSystemException e) {
            if (Files.exists(file)) {
                throw ArtifactException.folder(root, key, e);
            }
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    @Override
    public void close() {}

    private interface Publication {
        boolean publish(Path written, Path target) throws IOException;
    }

    private Optional<ArtifactRef> write(String key, InputStream content, Publication publication) {
        Path target = resolve(key);
        Path written = incoming.resolve(UUID.randomUUID().toString());
        try {
            Sha256.Digest digest = writeDurably(written, content);
            return place(key, written, target, publication)
                    ? Optional.of(new ArtifactRef(bucket, key, digest.hex(), digest.size()))
                    : Optional.empty();
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        } finally {
            discard(written);
        }
    }

    private static Sha256.Digest writeDurably(Path file, InputStream content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Sha256.Digest digest = Sha256.copy(content, Channels.newOutputStream(channel));
            channel.force(true);
            return digest;
        }
    }

    /** A delete may take away a folder between its creation and its use, so it is created again a few times. */
    private boolean place(String key, Path written, Path target, Publication publication) throws IOException {
        for (int tries = 1; ; tries++) {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw ArtifactException.occupied(key);
            }
            try {
                Files.createDirectories(target.getParent());
                return publication.publish(written, target);
            } catch (FileAlreadyExistsException e) {
                throw ArtifactException.occupied(key);
            } catch (NoSuchFileException e) {
                if (tries == RACING_DELETES) {
                    throw e;
                }
            }
        }
    }

    private static void discard(Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            written.toFile().deleteOnExit();
        }
    }

    private Path resolve(String key) {
        Path file = objects.resolve(Keys.check(key)).normalize();
        try {
            Path existing = file.getParent();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (!existing.toRealPath().startsWith(objects) || Files.isSymbolicLink(file)) {
                throw ArtifactException.key(key, "leads out of the store through a link");
            }
            return file;
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    private String key(Path file) {
        return objects.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private Optional<ObjectInfo> info(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(info(file, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ArtifactException.folder(root, key(file), e);
        }
    }

    /** Writing puts a new file in the place of the old one, so the file itself tells contents apart. */
    private ObjectInfo info(Path file, BasicFileAttributes attributes) {
        Instant lastModified = attributes.lastModifiedTime().toInstant();
        return new ObjectInfo(key(file), attributes.size(), lastModified, attributes.fileKey() + " " + lastModified);
    }
}
