package io.epochline.artifacts.summaries;

import io.epochline.artifacts.ArtifactException;
import java.io.IOException;

/** A part of the index that somebody changed. */
final class UnreadablePartException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    UnreadablePartException(String key, IOException cause) {
        super(
                Kind.INVALID,
                ("The object '%s' should hold a summary a line: %s. "
                                + "Delete it; what was in it is read from the runs again.")
                        .formatted(key, cause.getMessage()),
                cause);
    }
}
