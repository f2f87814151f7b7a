package io.epochline.console.cli;

/** What the exit status of a command means. */
final class ExitCode {

    static final int DONE = 0;
    static final int WORK_FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int OUT_OF_REACH = 3;
    /** As shells have it for Ctrl-C: 128 and the number of SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
