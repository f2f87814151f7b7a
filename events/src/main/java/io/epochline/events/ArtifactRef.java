package io.epochline.events;

/**
 * Where a large thing lies, so that event bodies stay small.
 *
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record ArtifactRef(String bucket, String key, String sha256, long size) {

    public ArtifactRef {
        Require.text(bucket, "bucket");
        Require.text(key, "key");
        Require.that(
                sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256", "64 lower-case hexadecimal digits", sha256);
        Require.that(size >= 0, "size", "at least 0", size);
    }

    /** {@code s3://bucket/key}. */
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
