package io.epochline.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of contents, as 64 lower-case hexadecimal digits. */
public final class Sha256 {

    /** The hash of a content, and its length in bytes. */
    record Digest(String hex, long size) {}

    private Sha256() {}

    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(byte[] content) {
        return hex(digest().digest(content));
    }

    /** Of a file's content, read as a stream. */
    public static String of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in).hex();
        } catch (IOException e) {
            throw ArtifactException.source(file, e);
        }
    }

    static Digest of(InputStream in) throws IOException {
        return copy(in, OutputStream.nullOutputStream());
    }

    /** Copies the stream to its end and says what went through. */
    static Digest copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = digest();
        long size = new DigestInputStream(in, digest).transferTo(out);
        return new Digest(hex(digest.digest()), size);
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
