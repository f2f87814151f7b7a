package io.epochline.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a running server tells about itself: printed as one line of JSON on standard output once it serves, and written to
 * its ready file, which goes away when it stops.
 *
 * @param pid process that serves
 * @param kafkaBootstrap {@code host:port}
 * @param s3Endpoint {@code http://host:port}
 * @param credentialsFile where the S3 keys are, readable by the owner only
 */
public record ServerAddress(
        @JsonProperty("pid") long pid,
        @JsonProperty("kafka_bootstrap") String kafkaBootstrap,
        @JsonProperty("s3_endpoint") String s3Endpoint,
        @JsonProperty("credentials_file") String credentialsFile) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces the file in one step: a reader sees the whole address or none. */
    public void write(Path file) {
        try {
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(half, toJson() + "\n");
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StandaloneException.folderNotUsable(file.toAbsolutePath().getParent(), e);
        }
    }

    public static ServerAddress read(Path file) {
        try {
            return JSON.readValue(file.toFile(), ServerAddress.class);
        } catch (IOException e) {
            throw StandaloneException.unreadable(file, e);
        }
    }

    public S3Credentials credentials() {
        return S3Credentials.read(Path.of(credentialsFile));
    }
}
