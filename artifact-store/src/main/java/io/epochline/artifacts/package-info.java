/**
 * Where everything large lies: one {@link io.epochline.artifacts.ArtifactStore} interface over an S3 endpoint, a local
 * folder or memory.
 *
 * <p>Every object is written whole or not at all. {@link io.epochline.artifacts.ArtifactStore#putIfAbsent} is the one
 * operation on which two writers can meet, and exactly one of them wins; it is what claims an attempt and commits a run.
 */
package io.epochline.artifacts;
