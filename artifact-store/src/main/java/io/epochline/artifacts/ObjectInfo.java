package io.epochline.artifacts;

import java.time.Instant;

/**
 * What a listing says of an object.
 *
 * @param size in bytes
 */
public record ObjectInfo(String key, long size, Instant lastModified) {}
