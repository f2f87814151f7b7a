package io.epochline.artifacts;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where the artifacts are kept: the keys {@code epochline.store.*} of every application. */
public sealed interface StoreConfig {

    String DEFAULT_BUCKET = "epochline";

    /** How long an operation is repeated while the store is away, unless configured otherwise. */
    Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

    String bucket();

    /** The same, but with operations repeated no longer than that while the store is away, where it can be. */
    default StoreConfig patient(Duration patience) {
        return switch (this) {
            case S3 s3 -> new S3(s3.endpoint, s3.region, s3.bucket, s3.accessKey, s3.secretKey, patience);
            case Directory directory -> directory;
        };
    }

    /**
     * An S3-compatible endpoint.
     *
     * @param endpoint {@code http://host:port} or {@code https://host[:port]}
     * @param patience how long an operation is repeated while the store is away
     */
    record S3(URI endpoint, String region, String bucket, String accessKey, String secretKey, Duration patience)
            implements StoreConfig {

        @Override
        public String toString() {
            return "S3[endpoint=%s, region=%s, bucket=%s, accessKey=%s]".formatted(endpoint, region, bucket, accessKey);
        }
    }

    /** A folder of this machine. */
    record Directory(Path root, String bucket) implements StoreConfig {}

    /** Of the settings of an application, by their keys; null where one is not set. */
    static StoreConfig of(UnaryOperator<String> settings) {
        return of(
                settings.apply("epochline.store.endpoint"),
                settings.apply("epochline.store.region"),
                settings.apply("epochline.store.bucket"),
                settings.apply("epochline.store.access-key"),
                settings.apply("epochline.store.secret-key"),
                settings.apply("epochline.store.directory"));
    }

    /**
     * Makes a configuration of {@code epochline.store.endpoint}, {@code .region}, {@code .bucket}, {@code .access-key},
     * {@code .secret-key} and {@code .directory}, each null where it is not set. Either the endpoint or the directory
     * must be set. All faults are reported at once.
     */
    static StoreConfig of(
            String endpoint, String region, String bucket, String accessKey, String secretKey, String directory) {
        List<String> faults = new ArrayList<>();
        boolean inDirectory = isSet(directory);
        if (inDirectory == isSet(endpoint)) {
            faults.add("set exactly one of epochline.store.endpoint and epochline.store.directory, found "
                    + (inDirectory ? "both" : "neither"));
        }
        String bucketName = isSet(bucket) ? bucket : DEFAULT_BUCKET;
        if (!isBucket(bucketName)) {
            faults.add(bucketFault(bucketName));
        }
        URI uri = isSet(endpoint) ? parse(endpoint, faults) : null;
        if (isSet(endpoint) && !isSet(accessKey)) {
            faults.add("epochline.store.access-key is missing");
        }
        if (isSet(endpoint) && !isSet(secretKey)) {
            faults.add("epochline.store.secret-key is missing");
        }
        if (!faults.isEmpty()) {
            throw ArtifactException.invalid("The artifact store is not configured: " + String.join("; ", faults) + ".");
        }
        return inDirectory
                ? new Directory(Path.of(directory), bucketName)
                : new S3(uri, isSet(region) ? region : "us-east-1", bucketName, accessKey, secretKey, DEFAULT_PATIENCE);
    }

    /** The name, if it is one that every S3 implementation takes. */
    static String checkBucket(String name) {
        if (!isBucket(name)) {
            throw ArtifactException.invalid("The artifact store is not configured: " + bucketFault(name) + ".");
        }
        return name;
    }

    private static boolean isBucket(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    }

    private static String bucketFault(String name) {
        return "epochline.store.bucket must be 3 to 63 lower-case letters, digits or '-', found: " + name;
    }

    private static URI parse(String endpoint, List<String> faults) {
        try {
            URI uri = new URI(endpoint);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            faults.add("epochline.store.endpoint is no URL: " + e.getMessage());
            return null;
        }
        faults.add("epochline.store.endpoint must be like 'http://127.0.0.1:9000', found: " + endpoint);
        return null;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }
}
