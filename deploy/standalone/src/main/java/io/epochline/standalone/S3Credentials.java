package io.epochline.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key pair that the embedded S3 server asks for. Kept in a file with mode 600. */
public record S3Credentials(
        @JsonProperty("access_key") String accessKey,
        @JsonProperty("secret_key") String secretKey) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECRET_BYTES = 20;

    public static S3Credentials read(Path file) {
        try {
            return JSON.readValue(file.toFile(), S3Credentials.class);
        } catch (IOException e) {
            throw StandaloneException.unreadable(file, e);
        }
    }

    /** Replaces the file in one step; nobody but the owner can read it at any moment. */
    public void write(Path file) {
        try {
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(half, JSON.writeValueAsBytes(this));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StandaloneException.folderNotUsable(file.toAbsolutePath().getParent(), e);
        }
    }

    /** A fresh pair from the system's secure random source. */
    public static S3Credentials generate() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new S3Credentials("epochline", HexFormat.of().formatHex(secret));
    }

    /** Leaves the secret out, so that it cannot reach a log. */
    @Override
    public String toString() {
        return "S3Credentials[accessKey=" + accessKey + "]";
    }
}
