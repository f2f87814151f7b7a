package io.epochline.trainer;

/**
 * Asks a running job to stop, in the middle of a step if need be. A cancellation ends the run; a release lets another
 * worker go on with it. A cancellation wins over a release, and neither is taken back.
 */
public class StopSignal {

    /** What is asked for. */
    enum Kind {
        NONE,
        RELEASE,
        CANCEL
    }

    private Kind kind = Kind.NONE;
    private Runnable listener = () -> {};

    public synchronized void cancel() {
        kind = Kind.CANCEL;
        listener.run();
    }

    public synchronized void release() {
        if (kind == Kind.NONE) {
            kind = Kind.RELEASE;
            listener.run();
        }
    }

    /** Whether to stop, for whatever reason. */
    public boolean asked() {
        return kind() != Kind.NONE;
    }

    synchronized Kind kind() {
        return kind;
    }

    /** Tells one listener, in the thread that asks, of everything asked for from now on, and at once of what was before. */
    public synchronized void listen(Runnable heard) {
        listener = heard;
        if (kind != Kind.NONE) {
            heard.run();
        }
    }
}
