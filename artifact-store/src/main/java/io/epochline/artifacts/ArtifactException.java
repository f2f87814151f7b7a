package io.epochline.artifacts;

import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** The root of what this module throws. Its message says what was expected, what was found, and what to try. */
public class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as a caller may want to tell it apart. */
    public enum Kind {
        /** There is no such object. */
        NOT_FOUND(FailureCode.NOT_FOUND, false),
        /** The store did not answer, or not well, for as long as we were patient. */
        UNAVAILABLE(FailureCode.STORE_UNAVAILABLE, true),
        /** The store answered, but does not accept the credentials. */
        DENIED(FailureCode.STORE_UNAVAILABLE, false),
        /** A key, a configuration, a file or an array is not what it must be. */
        INVALID(FailureCode.INVALID_DATA, false);

        private final FailureCode code;
        private final boolean retryable;

        Kind(FailureCode code, boolean retryable) {
            this.code = code;
            this.retryable = retryable;
        }
    }

    private final Kind kind;

    protected ArtifactException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The same, as it travels in an event. */
    public Failure failure() {
        return new Failure(kind.code, getMessage(), kind.retryable);
    }

    static ArtifactException notFound(String bucket, String key) {
        return new ArtifactException(
                Kind.NOT_FOUND, "There is no object '%s' in the bucket '%s'.".formatted(key, bucket), null);
    }

    static ArtifactException noFile(String path, Path root, String suggestion) {
        return new ArtifactException(
                Kind.NOT_FOUND,
                "There is no file '%s' in the data folder %s%s".formatted(path, root, suggestion),
                null);
    }

    static ArtifactException noFolder(String path, Path root, String suggestion) {
        return new ArtifactException(
                Kind.NOT_FOUND,
                "There is no folder '%s' in the data folder %s%s".formatted(path, root, suggestion),
                null);
    }

    static ArtifactException cache(Path folder, ObjectInfo object, Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE,
                "Cannot keep a copy of '%s' (%d bytes) in %s: %s. Is the disk full, or the folder not ours?"
                        .formatted(object.key(), object.size(), folder, reason(cause)),
                cause);
    }

    static ArtifactException scratch(Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE,
                "Cannot write a temporary file: %s. Is the disk full, or the folder not ours?".formatted(reason(cause)),
                cause);
    }

    static ArtifactException key(String key, String fault) {
        return invalid("An object key is a path such as 'experiments/e1/manifest.json'; '%s' %s."
                .formatted(printable(key), fault));
    }

    static ArtifactException tooLarge(String key, long maxBytes) {
        return invalid(("The object '%s' is larger than the %d bytes that may be read at once. "
                        + "Read it as a stream, or raise the limit.")
                .formatted(key, maxBytes));
    }

    static ArtifactException otherBucket(ArtifactRef ref, String bucket) {
        return invalid("%s is not in this store's bucket '%s'.".formatted(ref.uri(), bucket));
    }

    static ArtifactException changed(ArtifactRef ref, String found) {
        return invalid(
                ("%s is not what it was when it was written: expected sha256 %s, found %s. " + "Was it replaced since?")
                        .formatted(ref.uri(), ref.sha256(), found));
    }

    static ArtifactException source(Path file, Exception cause) {
        return new ArtifactException(Kind.INVALID, "Cannot read the file %s: %s".formatted(file, reason(cause)), cause);
    }

    static ArtifactException occupied(String key) {
        return invalid("A folder cannot hold '%s' beside an object whose key is a part of it. Choose another key."
                .formatted(key));
    }

    static ArtifactException folder(Path root, String key, Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE,
                "The store in the folder %s failed at '%s': %s. Is the disk full, or the folder not ours?"
                        .formatted(root, key, reason(cause)),
                cause);
    }

    static ArtifactException unreadable(String key, Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE, "Reading the object '%s' broke off: %s".formatted(key, reason(cause)), cause);
    }

    static ArtifactException unavailable(String operation, Object endpoint, Duration patience, Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE,
                ("The object store at %s did not manage to %s within %d s: %s. "
                                + "Is it running, and is the address right? './epochline status' shows what is up.")
                        .formatted(endpoint, operation, patience.toSeconds(), reason(cause)),
                cause);
    }

    static ArtifactException denied(String operation, Object endpoint, Exception cause) {
        return new ArtifactException(
                Kind.DENIED,
                ("The object store at %s refused to %s: %s. "
                                + "Check epochline.store.access-key, .secret-key and the rights of that user.")
                        .formatted(endpoint, operation, reason(cause)),
                cause);
    }

    static ArtifactException noSuchBucket(String operation, Object endpoint, String bucket, Exception cause) {
        return new ArtifactException(
                Kind.NOT_FOUND,
                ("The object store at %s could not %s: the bucket '%s' is gone. "
                                + "It is created when the store is opened; was it deleted since?")
                        .formatted(endpoint, operation, bucket),
                cause);
    }

    static ArtifactException refused(String operation, Object endpoint, Exception cause) {
        return new ArtifactException(
                Kind.INVALID,
                "The object store at %s refused to %s: %s. Is this an S3 endpoint, and the region right?"
                        .formatted(endpoint, operation, reason(cause)),
                cause);
    }

    static ArtifactException interrupted(String operation, Object endpoint, Exception cause) {
        return new ArtifactException(
                Kind.UNAVAILABLE,
                "Interrupted while waiting for the object store at %s to %s: %s."
                        .formatted(endpoint, operation, reason(cause)),
                cause);
    }

    static ArtifactException invalid(String message) {
        return new ArtifactException(Kind.INVALID, message, null);
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private static String printable(String key) {
        return key.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
