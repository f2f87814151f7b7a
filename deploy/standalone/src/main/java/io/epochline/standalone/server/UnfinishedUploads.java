package io.epochline.standalone.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Deletes what uploads cut off by a kill have left. The S3 server writes an object to {@code <key>-<uuid>} beside its place,
 * adds the checksum as a file attribute, and moves it there; without that last step it would be listed as an object.
 */
final class UnfinishedUploads {
    private static final Pattern TEMPORARY = Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String CHECKSUM = "user.content-md5";

    private UnfinishedUploads() {}

    static void delete(Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> named = files.filter(UnfinishedUploads::hasTemporaryName).toList();
            for (Path file : named) {
                if (!hasChecksum(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean hasTemporaryName(Path file) {
        return Files.isRegularFile(file)
                && TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    private static boolean hasChecksum(Path file) throws IOException {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                .list()
                .contains(CHECKSUM);
    }
}
