package io.epochline.trainer;

/**
 * Asks a running job to stop after the step that it is in. A cancellation ends the run; a release lets another worker go
 * on with it. A cancellation wins over a release, and neither is taken back.
 */
public class StopSignal {

    /** What is asked for. */
    enum Kind {
        NONE,
        RELEASE,
        CANCEL
    }

    private volatile Kind kind = Kind.NONE;

    public void cancel() {
        kind = Kind.CANCEL;
    }

    public void release() {
        if (kind == Kind.NONE) {
            kind = Kind.RELEASE;
        }
    }

    Kind kind() {
        return kind;
    }
}
