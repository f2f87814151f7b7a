package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import java.nio.file.Path;
import java.util.List;

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

    /** The operator's list of programs is not what it must be. */
    public static TrainerException programs(Path file, List<String> faults) {
        return new TrainerException(
                FailureCode.INVALID_DATA,
                "The list of programs, %s, cannot be used:\n  %s".formatted(file, String.join("\n  ", faults)));
    }

    /** The job asks for what cannot be. */
    public static TrainerException job(String message, Object... arguments) {
        return new TrainerException(FailureCode.INVALID_JOB, message.formatted(arguments));
    }
}
