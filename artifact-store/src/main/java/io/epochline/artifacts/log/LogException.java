package io.epochline.artifacts.log;

import io.epochline.artifacts.ArtifactException;
import java.io.IOException;
import java.nio.file.Path;

/** A file that is no log, or that cannot be read. */
public final class LogException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    private LogException(String message, Throwable cause) {
        super(Kind.INVALID, message, cause);
    }

    static LogException empty() {
        return new LogException("the log is empty: expected the text that a training script printed", null);
    }

    static LogException binary(String looksLike) {
        String hint = looksLike.isEmpty() ? "" : "; it looks like " + looksLike;
        return new LogException(
                "expected a log as text, found binary data" + hint
                        + ". Maybe the log lies beside it, such as train_log.txt",
                null);
    }

    /** The file is not there, is a folder, or may not be read. */
    public static LogException unreadable(Path path, String why) {
        return new LogException("cannot read the log %s: %s".formatted(path, why), null);
    }

    static LogException broken(IOException cause) {
        return new LogException("the log could not be read to its end: " + cause.getMessage(), cause);
    }
}
