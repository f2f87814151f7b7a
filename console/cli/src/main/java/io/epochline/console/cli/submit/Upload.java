package io.epochline.console.cli.submit;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.Concurrently;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.DatasetLayout;
import io.epochline.console.cli.CliException;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts local files into the store under the hash of their content, unless they are there. */
record Upload(ArtifactStore store) {

    private static final String CONTENT_TYPE = "application/octet-stream";

    /** A file, or a folder with all below it; gives what refers to it. */
    String of(Path path) {
        String key = Files.isDirectory(path) ? folder(path) : file(path);
        return "s3://" + store.bucket() + "/" + key;
    }

    private String file(Path file) {
        String key = DatasetLayout.file(sha256(file), file.getFileName().toString());
        if (store.stat(key).isEmpty()) {
            store.put(key, file, CONTENT_TYPE);
        }
        return key;
    }

    /** An upload that broke off goes on where it was. */
    private String folder(Path folder) {
        Map<String, Path> files = new DataFiles(Path.of("/"), store).folder(folder.toString());
        MessageDigest digest = digest();
        files.forEach((name, file) ->
                digest.update("%s\n%s\n".formatted(name, sha256(file)).getBytes(StandardCharsets.UTF_8)));
        String prefix = DatasetLayout.folder(
                HexFormat.of().formatHex(digest.digest()), folder.getFileName().toString());
        Set<String> there = store.list(prefix).stream().map(ObjectInfo::key).collect(Collectors.toSet());
        List<String> missing = files.keySet().stream()
                .filter(name -> !there.contains(prefix + name))
                .toList();
        Concurrently.forEach(missing, name -> store.put(prefix + name, files.get(name), CONTENT_TYPE));
        return prefix;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = digest();
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw CliException.badInput("%s cannot be read: %s", file, e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
