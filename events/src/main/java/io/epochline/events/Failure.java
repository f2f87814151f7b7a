package io.epochline.events;

/**
 * Why something did not work, in words for a person and in codes for a machine.
 *
 * @param retryable whether the same job may succeed when tried again
 */
public record Failure(FailureCode code, String message, boolean retryable) {

    public Failure {
        Require.present(code, "failure.code");
        Require.text(message, "failure.message");
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, code.retryable());
    }
}
