package io.epochline.events;

/** A message or a job file that breaks its contract. Its message is meant for the person who wrote it. */
public class InvalidEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidEventException(String message) {
        super(message);
    }

    static InvalidEventException field(String field, String expected, Object found) {
        return new InvalidEventException("'%s' must be %s, found: %s".formatted(field, expected, found));
    }
}
