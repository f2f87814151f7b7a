package io.epochline.trainer;

import io.epochline.events.JobPauseRequested;
import io.epochline.events.RunStatus;
import java.util.Optional;

/**
 * Asks a running job to stop, in the middle of a step if need be: to end the run, to hold it until it is asked for again, or
 * to release it for another worker to go on with. An end wins over a pause, and a pause over a release; the first of several
 * ends wins, and nothing is taken back.
 */
public class StopSignal {

    /**
     * How a run is to end.
     *
     * @param status cancelled or pruned
     * @param reason in words; may be empty
     */
    public record Ending(RunStatus status, String reason) {}

    private Ending ending;
    private JobPauseRequested pause;
    private boolean released;
    private Runnable listener = () -> {};

    public synchronized void end(Ending how) {
        if (ending == null) {
            ending = how;
            listener.run();
        }
    }

    public synchronized void pause(JobPauseRequested command) {
        if (ending == null && pause == null) {
            pause = command;
            listener.run();
        }
    }

    public synchronized void release() {
        if (!asked()) {
            released = true;
            listener.run();
        }
    }

    /** Whether to stop, for whatever reason. */
    public synchronized boolean asked() {
        return released || pause != null || ending != null;
    }

    /** Empty when the run is not to end, but at most to be held or released. */
    synchronized Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** Empty when the run is not to be held, but to end or at most to be released. */
    synchronized Optional<JobPauseRequested> pausing() {
        return ending == null ? Optional.ofNullable(pause) : Optional.empty();
    }

    /** Tells one listener, in the thread that asks, of everything asked for from now on, and at once of what was before. */
    public synchronized void listen(Runnable heard) {
        listener = heard;
        if (asked()) {
            heard.run();
        }
    }
}
