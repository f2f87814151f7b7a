package io.epochline.console.cli;

import java.nio.file.Path;

/** The root of what the command line itself throws; the exit code says whose fault it is. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for was done and did not succeed. */
    public static CliException workFailed(String message, Object... arguments) {
        return new CliException(ExitCode.WORK_FAILED, message.formatted(arguments));
    }

    /** What was given cannot be used. */
    public static CliException badInput(String message, Object... arguments) {
        return new CliException(ExitCode.BAD_INPUT, message.formatted(arguments));
    }

    static CliException unreadable(Path file, Exception cause) {
        return badInput("%s cannot be read: %s", file, cause);
    }

    /** A service that is needed does not answer. */
    public static CliException outOfReach(String message, Object... arguments) {
        return new CliException(ExitCode.OUT_OF_REACH, message.formatted(arguments));
    }

    int exitCode() {
        return exitCode;
    }
}
