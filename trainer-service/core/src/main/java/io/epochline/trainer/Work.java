package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;

/**
 * What a run does between its claim and its end: one implementation for each kind of job. A {@link Trainer} calls, on one
 * thread, {@link #resume}, {@link #work}, then {@link #save} or {@link #conclude}, and {@link #close} in any case.
 *
 * <p>An exception ends the attempt and lets the job be tried again, unless it is a {@link TrainerException} that says that
 * this would not help.
 */
public interface Work extends AutoCloseable {

    /**
     * What the run sets out to do.
     *
     * @param epochs at most
     * @param parameters how many numbers are trained
     * @param device where; null where that is not known
     */
    record Plan(int epochs, int stepsPerEpoch, long parameters, String device) {}

    /** Why work returned. */
    sealed interface End {

        /**
         * It succeeded.
         *
         * @param reason why before all was done, where it was, such as {@code early_stopping}; else null
         */
        record Completed(String reason) implements End {}

        /** It cannot go on, and trying again would not help. */
        record Failed(Failure failure) implements End {}

        /** {@link Attempt#stop} asked for it. */
        record Stopped() implements End {}

        /** Another attempt has the run now. */
        record Superseded() implements End {}
    }

    Plan plan();

    /** The content of {@code meta.json}. */
    Object meta(JobRequested request, int attempt);

    /** Goes back to where an earlier attempt was, as far as that can be known. */
    void resume(Attempt attempt);

    /** Works to the end, or until told to stop, which must be obeyed within two seconds. */
    End work(Attempt attempt);

    /** Leaves behind what another attempt goes on from; called when the run is released. */
    void save(Attempt attempt);

    /** Puts what remains of the run into the store, with {@link Attempt#keep}, and sums it up. Called once, at the end. */
    RunSummary conclude(Attempt attempt, RunStatus status, Failure failure);

    @Override
    void close();
}
