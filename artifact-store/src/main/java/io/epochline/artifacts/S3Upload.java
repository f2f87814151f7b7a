package io.epochline.artifacts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;

/** A file on its way up, hashed as it is read. */
record S3Upload(DigestInputStream content, long size) implements AutoCloseable {

    static S3Upload of(Path file) {
        try {
            long size = Files.size(file);
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            return new S3Upload(new DigestInputStream(in, Sha256.digest()), size);
        } catch (IOException e) {
            throw ArtifactException.source(file, e);
        }
    }

    String sha256() {
        return Sha256.hex(content.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
