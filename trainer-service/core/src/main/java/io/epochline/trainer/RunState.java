package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.Interruption;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;

/**
 * Where a run is in its life. The methods of the states are the transitions that there are.
 *
 * <pre>{@code
 *                 claim            begin               end
 *     Requested ─────────▶ Claimed ─────────▶ Running ─────────▶ Finished
 *         │                   ▲                  │                ▲  ▲
 *         │             claim │   release, pause │                │  │
 *         │                   │                  │                │  │
 *         │                 Paused ◀─────────────┘                │  │
 *         │                   │               end                 │  │
 *         │                   └───────────────────────────────────┘  │
 *         │                           end                            │
 *         └──────────────────────────────────────────────────────────┘
 * }</pre>
 *
 * <p>A run ends as succeeded, failed, cancelled or pruned. In which state a worker finds it is what the store says: Finished
 * where there is a {@code summary.json}, Paused where there is a claim (its worker released it, was told to
 * hold it, or is lost), else Requested.
 */
sealed interface RunState {

    /** No worker has the run. */
    sealed interface Idle extends RunState permits Waiting, Finished {}

    /** A worker may take the run. */
    sealed interface Waiting extends Idle permits Requested, Paused {

        JobRequested request();

        /** @param attempt the number that this worker was the first to claim */
        Claimed claim(int attempt, String worker);

        /** What is told of a run that is held where it stands. */
        RunPaused held(JobPauseRequested command);

        /** Ends a run that nobody works at. */
        Finished end(RunStatus status, String reason, Failure failure);
    }

    /** Asked for, and begun by nobody. */
    record Requested(JobRequested request) implements Waiting {

        @Override
        public Claimed claim(int attempt, String worker) {
            return new Claimed(request, attempt, null, worker);
        }

        @Override
        public RunPaused held(JobPauseRequested command) {
            return Paused.of(request, 0, command);
        }

        @Override
        public Finished end(RunStatus status, String reason, Failure failure) {
            return Finished.of(request, 0, status, reason, failure, null);
        }
    }

    /**
     * A worker has the run, and is getting ready.
     *
     * @param previous how the attempt before this one stopped; null for the first
     */
    record Claimed(JobRequested request, int attempt, Interruption previous, String worker) implements RunState {

        Running begin(Work.Plan plan) {
            return new Running(this, plan);
        }
    }

    /** A worker has the run and works at it. */
    record Running(Claimed claim, Work.Plan plan) implements RunState {

        RunStarted started() {
            JobRequested request = claim.request();
            return new RunStarted(
                    request.jobId(),
                    request.experimentId(),
                    claim.attempt(),
                    claim.previous(),
                    request.spec().name(),
                    claim.worker(),
                    plan.device(),
                    plan.epochs(),
                    plan.stepsPerEpoch(),
                    plan.parameters(),
                    request.labels());
        }

        /** The worker lets go of it, for another to take. */
        Paused release() {
            return new Paused(claim.request(), claim.attempt(), Interruption.RELEASED);
        }

        /** The worker lets go of it, and nobody takes it until it is asked for again. */
        Paused pause() {
            return new Paused(claim.request(), claim.attempt(), Interruption.PAUSED);
        }

        /** @param reason why before all was done, where it was; else null */
        Finished end(RunStatus status, String reason, Failure failure, RunSummary summary) {
            return Finished.of(claim.request(), claim.attempt(), status, reason, failure, summary);
        }
    }

    /**
     * Begun, and waiting for another worker, or to be asked for again.
     *
     * @param attempt the last
     * @param why it stopped
     */
    record Paused(JobRequested request, int attempt, Interruption why) implements Waiting {

        @Override
        public Claimed claim(int next, String worker) {
            return new Claimed(request, next, why, worker);
        }

        @Override
        public RunPaused held(JobPauseRequested command) {
            return of(request, attempt, command);
        }

        private static RunPaused of(JobRequested request, int attempt, JobPauseRequested command) {
            return new RunPaused(request.jobId(), request.experimentId(), attempt, command.pause(), command.reason());
        }

        @Override
        public Finished end(RunStatus status, String reason, Failure failure) {
            return Finished.of(request, attempt, status, reason, failure, null);
        }
    }

    /** Over. */
    record Finished(RunFinished event) implements Idle {

        private static Finished of(
                JobRequested request,
                int attempt,
                RunStatus status,
                String reason,
                Failure failure,
                RunSummary summary) {
            return new Finished(new RunFinished(
                    request.jobId(),
                    request.experimentId(),
                    attempt,
                    request.spec().name(),
                    status,
                    reason,
                    failure,
                    summary,
                    null,
                    request.labels()));
        }
    }
}
