package io.epochline.standalone.server;

import io.epochline.standalone.S3Credentials;
import io.epochline.standalone.StandaloneException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder that holds all data ({@code kafka/}, {@code s3/}, {@code credentials.json}), locked while a server uses it. The
 * operating system drops the lock with the process, so that a killed server leaves no stale one.
 */
final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataFolder open(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            if (held == null) {
                channel.close();
                throw StandaloneException.folderInUse(root, holder(root));
            }
            Files.writeString(
                    root.resolve("lock.pid"),
                    Long.toString(ProcessHandle.current().pid()));
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw StandaloneException.folderNotUsable(root, e);
        }
    }

    private static String holder(Path root) {
        try {
            return "pid " + Files.readString(root.resolve("lock.pid")).strip();
        } catch (IOException e) {
            return "pid unknown";
        }
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path s3() throws IOException {
        return Files.createDirectories(root.resolve("s3"));
    }

    Path credentialsFile() {
        return root.resolve("credentials.json");
    }

    /** The given pair, or the one kept here, or a fresh one; in each case it is what the file then holds. */
    S3Credentials credentials(Optional<S3Credentials> given) {
        Path file = credentialsFile();
        if (given.isEmpty() && Files.exists(file)) {
            return S3Credentials.read(file);
        }
        S3Credentials credentials = given.orElseGet(S3Credentials::generate);
        credentials.write(file);
        return credentials;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
