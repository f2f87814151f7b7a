package io.epochline.artifacts;

import java.time.Instant;

/**
 * What a listing says of an object.
 *
 * @param size in bytes
 * @param etag changes when the content does
 */
public record ObjectInfo(String key, long size, Instant lastModified, String etag) {}
