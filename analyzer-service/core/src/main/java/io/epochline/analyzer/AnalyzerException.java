package io.epochline.analyzer;

/** The root of what this module throws. Its message is meant for the person who gave the input. */
public class AnalyzerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AnalyzerException(String message) {
        super(message);
    }

    public AnalyzerException(String message, Throwable cause) {
        super(message, cause);
    }
}
