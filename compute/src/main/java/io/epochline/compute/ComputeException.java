package io.epochline.compute;

/**
 * The root of everything this module throws on purpose. The message is meant for the user who caused the failure: it
 * says what was expected, what was found, where, and what to try.
 */
public class ComputeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable name of the kind of failure for machines, such as {@code loss.unknown_name}
     * @param message the whole story for a person
     */
    public ComputeException(String code, String message) {
        super(message);
        this.code = code;
    }

    public ComputeException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
