package io.epochline.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Something on this machine keeps Epochline from running; the message says what, where, and what to do about it. */
public final class StandaloneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StandaloneException(String message, Throwable cause) {
        super(message, cause);
    }

    public static StandaloneException badSetting(String name, String value, String expected) {
        return new StandaloneException("%s must be %s, got: %s".formatted(name, expected, value), null);
    }

    public static StandaloneException unknownFlag(String flag, Iterable<String> known) {
        return new StandaloneException(
                "Unknown flag %s. Known flags: %s".formatted(flag, String.join(", ", known)), null);
    }

    public static StandaloneException portTaken(String name, int port, String holder, String howToChange) {
        return new StandaloneException(
                "Port %d, wanted for %s, is taken by %s. Stop it, or choose another port with %s."
                        .formatted(port, name, holder, howToChange),
                null);
    }

    public static StandaloneException folderInUse(Path folder, String holder) {
        return new StandaloneException(
                "The data folder %s is in use by another Epochline server (%s). Stop that one, or choose another folder with --data."
                        .formatted(folder, holder),
                null);
    }

    public static StandaloneException busy(Path folder) {
        return new StandaloneException(
                "Another up or down is at work in %s. Wait until it is done.".formatted(folder), null);
    }

    public static StandaloneException folderNotUsable(Path folder, IOException cause) {
        return new StandaloneException(
                "The folder %s cannot be used: %s. Epochline needs a folder it may create files in."
                        .formatted(folder, cause),
                cause);
    }

    public static StandaloneException unreadable(Path file, Exception cause) {
        return new StandaloneException(
                "%s cannot be read: %s. Delete it if it is damaged.".formatted(file, cause.getMessage()), cause);
    }

    public static StandaloneException failedToStart(String name, String detail, Throwable cause) {
        return new StandaloneException("%s did not start: %s".formatted(name, detail), cause);
    }

    public static StandaloneException notReady(String name, Duration waited, Path log) {
        return new StandaloneException(
                "%s was not ready after %d s. Its log is %s".formatted(name, waited.toSeconds(), log), null);
    }

    public static StandaloneException notBuilt(Path missing) {
        return new StandaloneException(
                "Epochline is not built: %s is missing. Run ./epochline, or mvn process-classes, first."
                        .formatted(missing),
                null);
    }

    public static StandaloneException interrupted(String while_) {
        return new StandaloneException("Interrupted while " + while_, null);
    }
}
