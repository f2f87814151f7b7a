package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.FailureCode;

/** The root of what the trainer throws: a code for machines and a message for the person who wrote the job. */
public class TrainerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    public TrainerException(FailureCode code, String message) {
        this(code, message, null);
    }

    public TrainerException(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    /** The same as an event carries it. */
    public Failure failure() {
        return Failure.of(code, getMessage());
    }

    /** The data breaks its contract. */
    public static TrainerException data(String message, Object... arguments) {
        return new TrainerException(FailureCode.INVALID_DATA, message.formatted(arguments));
    }

    /** What the job names is not there. */
    public static TrainerException notFound(String message, Object... arguments) {
        return new TrainerException(FailureCode.NOT_FOUND, message.formatted(arguments));
    }

    /** The job asks for what cannot be. */
    public static TrainerException job(String message, Object... arguments) {
        return new TrainerException(FailureCode.INVALID_JOB, message.formatted(arguments));
    }
}
