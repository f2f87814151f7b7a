package io.epochline.compute;

/**
 * The root of what this module throws.
 *
 * <p>The message says what was expected, what was found, and what to try. {@link #category()} says whose fault it is,
 * so that a caller knows whether showing the message to the user, or trying again, makes sense.
 */
public class ComputeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Category {
        /** The input was wrong: a shape, a name, a document. */
        USER,
        /** Something of ours, or of a library below, broke. */
        INTERNAL,
        /** Memory, a device or a file was missing; the same work may pass elsewhere or later. */
        RESOURCE
    }

    private final String code;
    private final Category category;

    public ComputeException(String code, Category category, String message) {
        this(code, category, message, null);
    }

    public ComputeException(String code, Category category, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.category = category;
    }

    /** A stable name of the fault, for example {@code shape_mismatch}. */
    public String code() {
        return code;
    }

    public Category category() {
        return category;
    }

    /** Whether the same work may pass when it is tried again. */
    public boolean retryable() {
        return category == Category.RESOURCE;
    }
}
