package io.epochline.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Local copies of objects, so that large data is fetched once and can be mapped into memory.
 *
 * <p>A copy is named after the bucket, the key and the etag, so an object that changes gets another copy. Copies appear whole
 * or not at all, whoever dies on the way, and several processes may share the folder. Those that were not used for the
 * longest time go first when all together take more than {@code maxBytes}; a file that is mapped stays readable when its
 * name goes.
 */
public final class DataCache {

    /** 50 GiB. */
    public static final long DEFAULT_MAX_BYTES = 50L << 30;

    private static final String UNFINISHED = ".part";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private record Copy(Path file, long size, FileTime lastUsed) {}

    private final Path folder;
    private final long maxBytes;
    private long room;

    public DataCache(Path folder, long maxBytes) {
        this.folder = folder.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
    }

    /** In the system's folder for temporary files, one for each user. */
    public static Path temporaryFolder() {
        String name = "epochline-data-" + System.getProperty("user.name");
        return Path.of(System.getProperty("java.io.tmpdir"), name);
    }

    /** The copy of an object, which is fetched unless it is there. */
    Path fetch(ArtifactStore store, ObjectInfo object) {
        Path copy = folder.resolve(Sha256.of("%s\n%s\n%s".formatted(store.bucket(), object.key(), object.etag())));
        try {
            if (Files.exists(copy) && Files.size(copy) == object.size()) {
                Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
                return copy;
            }
            createFolder();
            makeRoom(object.size());
            Path part = Files.createTempFile(folder, copy.getFileName() + ".", UNFINISHED);
            try {
                download(store, object, part);
                return Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw ArtifactException.cache(folder, object, e);
        }
    }

    /** A new, empty file for what is worth no name; whoever asked for it deletes it. */
    Path scratch() throws IOException {
        createFolder();
        return Files.createTempFile(folder, "rows.", UNFINISHED);
    }

    private static void download(ArtifactStore store, ObjectInfo object, Path part) throws IOException {
        try (InputStream in = store.open(object.key())) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.size(part) != object.size()) {
            throw new IOException("it has %d bytes where %d were announced".formatted(Files.size(part), object.size()));
        }
    }

    /** Only its owner may look in, since data may be confidential. */
    private void createFolder() throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, owners);
    }

    /** Looks at the folder only when what it had room for then is used up; then it makes room for a tenth more. */
    private synchronized void makeRoom(long needed) throws IOException {
        if (room < needed) {
            room = maxBytes - clear(maxBytes - maxBytes / 10 - needed);
        }
        room -= needed;
    }

    /** Deletes what was not used for the longest time until at most so many bytes are left; says how many are. */
    private long clear(long most) throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (Path file : files()) {
            try {
                copies.add(new Copy(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (NoSuchFileException e) {
                // another process was faster
            }
        }
        long taken = copies.stream().mapToLong(Copy::size).sum();
        copies.sort(Comparator.comparing(Copy::lastUsed));
        FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        for (Copy copy : copies) {
            boolean unfinished = copy.file().toString().endsWith(UNFINISHED);
            if (unfinished ? copy.lastUsed().compareTo(abandoned) < 0 : taken > most) {
                Files.deleteIfExists(copy.file());
                taken -= copy.size();
            }
        }
        return taken;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
