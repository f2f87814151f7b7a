package io.epochline.artifacts;

import io.epochline.events.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
    private final Path incoming;
    private final ObjectTree tree;

    /** Opens the store, creating its folders. */
    public DirectoryArtifactStore(Path root, String bucket) {
        this.bucket = StoreConfig.checkBucket(bucket);
        try {
            this.root = Files.createDirectories(root).toRealPath();
            this.incoming = Files.createDirectories(this.root.resolve(".incoming"));
            this.tree = new ObjectTree(this.root, Files.createDirectories(this.root.resolve(bucket)));
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
        Path file = tree.resolve(key);
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
        return tree.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return tree.list(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
        return tree.folders(prefix);
    }

    @Override
    public void delete(String key) {
        Path file = tree.resolve(key);
        try {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
            for (Path folder = file.getParent(); !folder.equals(tree.objects()); folder = folder.getParent()) {
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
        Path target = tree.resolve(key);
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
}
