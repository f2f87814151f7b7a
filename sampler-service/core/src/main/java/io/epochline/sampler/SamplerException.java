package io.epochline.sampler;

import io.epochline.events.Failure;
import io.epochline.events.FailureCode;

/** What keeps a posterior from being sampled. Its message is meant for the person who asked for it. */
public final class SamplerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    private SamplerException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    public static SamplerException invalidJob(String message) {
        return new SamplerException(FailureCode.INVALID_JOB, message);
    }

    public static SamplerException invalidData(String message) {
        return new SamplerException(FailureCode.INVALID_DATA, message);
    }

    public Failure failure() {
        return Failure.of(code, getMessage());
    }
}
