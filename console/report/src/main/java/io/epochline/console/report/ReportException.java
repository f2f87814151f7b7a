package io.epochline.console.report;

/** The root of what this module throws: something given cannot be used. The message says what, where, and what to try. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ReportException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message with its arguments, as in {@link String#formatted}. */
    public static ReportException of(String message, Object... arguments) {
        return new ReportException(message.formatted(arguments), null);
    }

    /** A file or folder, by the name that the user knows, cannot be read. */
    public static ReportException unreadable(Object what, Exception cause) {
        return new ReportException("%s cannot be read: %s".formatted(what, cause), cause);
    }

    public static ReportException unwritable(Object what, Exception cause) {
        return new ReportException("%s cannot be written: %s".formatted(what, cause), cause);
    }
}
