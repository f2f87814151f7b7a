package io.epochline.artifacts.summaries;

import io.epochline.artifacts.ArtifactException;
import java.io.IOException;

/** A summary, or a part of the index, that somebody changed. */
final class IndexException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    private IndexException(String message, Throwable cause) {
        super(Kind.INVALID, message, cause);
    }

    static IndexException part(String key, IOException cause) {
        return new IndexException(
                ("The object '%s' should hold a summary a line: %s. "
                                + "Delete it; what was in it is read from the runs again.")
                        .formatted(key, cause.getMessage()),
                cause);
    }

    static IndexException otherRun(String key, String found) {
        return new IndexException(
                "The object '%s' is the summary of another run, '%s'. Was a folder copied or renamed?"
                        .formatted(key, found),
                null);
    }
}
