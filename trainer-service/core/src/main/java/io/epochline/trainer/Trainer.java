package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.summaries.SummaryIndex;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.command.Programs;
import io.epochline.trainer.objective.ObjectiveRun;
import java.util.Map;
import java.util.Optional;

/**
 * Takes runs through their life, {@link RunState}, each once in effect however often its job is delivered and wherever
 * workers die. What a run does in between is the business of its {@link Work}.
 *
 * <p>An attempt claims the run with a conditional put, goes on from the last checkpoint, and ends the run with the
 * conditional put of {@code summary.json}. {@link RunFinished} is told after that, and again by whoever is given a job
 * whose summary is there. See docs/decisions/0008-attempts-claims-and-checkpoints.md.
 */
public final class Trainer {

    /** What became of a delivery. */
    public enum Outcome {
        /** Nothing is left to do for it. */
        FINISHED,
        /** It was let go of, with a checkpoint: another worker should have it. */
        RELEASED,
        /** It was let go of, with a checkpoint: no worker should have it until it is asked for again. */
        PAUSED
    }

    private final ArtifactStore store;
    private final DataFiles files;
    private final EventSink events;
    private final TrainerSettings settings;
    private final Programs programs;

    /** With no programs of other people. */
    public Trainer(ArtifactStore store, DataFiles files, EventSink events, TrainerSettings settings) {
        this(store, files, events, settings, Programs.NONE);
    }

    public Trainer(
            ArtifactStore store, DataFiles files, EventSink events, TrainerSettings settings, Programs programs) {
        this.store = store;
        this.files = files;
        this.events = events;
        this.settings = settings;
        this.programs = programs;
    }

    /**
     * Runs a job to its end, or until it is told to stop.
     *
     * <p>That a job is wrong is an outcome: it ends as {@code FAILED}. What is thrown may pass when the job is tried again.
     */
    public Outcome run(JobRequested request, StopSignal stop) {
        return switch (find(request)) {
            case RunState.Finished finished -> announce(finished);
            case RunState.Waiting waiting ->
                stop.pausing().map(command -> hold(waiting, command)).orElseGet(() -> begin(waiting, stop));
        };
    }

    /** A run that was to end before anything was done for it leaves no folder. */
    private Outcome begin(RunState.Waiting waiting, StopSignal stop) {
        return stop.ending()
                .filter(how -> waiting instanceof RunState.Requested)
                .map(how -> announce(waiting.end(how.status(), how.reason(), null)))
                .orElseGet(() -> attempt(waiting, stop));
    }

    private Outcome hold(RunState.Waiting waiting, JobPauseRequested command) {
        events.emit(waiting.held(command));
        return Outcome.PAUSED;
    }

    /** Ends a run that was delivered too often without reaching its end. */
    public void abandon(JobRequested request, int deliveries) {
        String message = "The job was given to a worker %d times, and none came to its end.".formatted(deliveries);
        switch (find(request)) {
            case RunState.Finished finished -> announce(finished);
            case RunState.Waiting waiting -> fail(waiting, Failure.of(FailureCode.DELIVERIES_EXHAUSTED, message));
        }
    }

    private RunState.Idle find(JobRequested request) {
        RunLayout layout = layout(request);
        Optional<RunFinished> over = SummaryDocument.read(store, layout);
        if (over.isPresent()) {
            return new RunState.Finished(over.get());
        }
        int attempts = RunClaim.count(store, layout);
        return attempts == 0
                ? new RunState.Requested(request)
                : new RunState.Paused(request, attempts, RunClaim.interruption(store, layout, attempts));
    }

    private Outcome attempt(RunState.Waiting waiting, StopSignal stop) {
        try (Work work = open(waiting.request())) {
            RunClaim claim = RunClaim.take(store, layout(waiting.request()), settings.worker());
            return attempt(waiting.claim(claim.attempt(), settings.worker()), claim, work, stop);
        } catch (TrainerException e) {
            if (e.code().retryable()) {
                throw e;
            }
            return fail(waiting, e.failure());
        }
    }

    private Outcome attempt(RunState.Claimed claimed, RunClaim claim, Work work, StopSignal stop) {
        Attempt attempt = new Attempt(claimed.request(), claim, stop, events);
        work.resume(attempt);
        RunState.Running running = claimed.begin(work.plan());
        attempt.tell(running.started());
        attempt.keep(
                "meta", JsonDocuments.put(store, claim.layout().meta(), work.meta(claimed.request(), claim.attempt())));
        return switch (work.work(attempt)) {
            case Work.End.Completed(String reason) -> end(running, attempt, work, RunStatus.SUCCEEDED, reason, null);
            case Work.End.Failed(Failure failure) -> end(running, attempt, work, RunStatus.FAILED, null, failure);
            case Work.End.Stopped() ->
                stop.ending()
                        .map(how -> end(running, attempt, work, how.status(), how.reason(), null))
                        .orElseGet(() -> letGo(running, attempt, claim, work));
            case Work.End.Superseded() -> Outcome.FINISHED;
        };
    }

    private Work open(JobRequested request) {
        return switch (request.spec()) {
            case TrainingJob job -> NetworkTraining.open(job, files, settings);
            case ObjectiveJob job -> ObjectiveRun.open(job, files, settings);
            case CommandJob job -> CommandRun.open(job, programs, settings);
            case PosteriorJob job ->
                throw TrainerException.job("A trainer does not sample posteriors: '%s'.", job.name());
        };
    }

    private Outcome letGo(RunState.Running running, Attempt attempt, RunClaim claim, Work work) {
        work.save(attempt);
        Optional<JobPauseRequested> pause = attempt.stop().pausing();
        if (pause.isEmpty()) {
            claim.release(running.release());
            return Outcome.RELEASED;
        }
        if (attempt.superseded()) {
            return Outcome.FINISHED;
        }
        RunState.Paused paused = running.pause();
        claim.release(paused);
        Outcome held = hold(paused, pause.get());
        boolean endedMeanwhile = attempt.stop().ending().isPresent();
        return endedMeanwhile ? Outcome.RELEASED : held;
    }

    private Outcome end(
            RunState.Running running, Attempt attempt, Work work, RunStatus status, String reason, Failure failure) {
        if (attempt.superseded()) {
            return Outcome.FINISHED;
        }
        RunSummary summary = work.conclude(attempt, status, failure);
        commit(running.end(status, reason, failure, summary), attempt.artifacts());
        return Outcome.FINISHED;
    }

    /** A run that nobody began leaves no folder; one that was begun gets its end on the record. */
    private Outcome fail(RunState.Waiting waiting, Failure failure) {
        RunState.Finished failed = waiting.end(RunStatus.FAILED, null, failure);
        switch (waiting) {
            case RunState.Requested requested -> announce(failed);
            case RunState.Paused paused -> commit(failed, Map.of());
        }
        return Outcome.FINISHED;
    }

    /** Of two attempts that come to an end, one does. */
    private void commit(RunState.Finished finished, Map<String, ArtifactRef> artifacts) {
        SummaryDocument.commit(store, layout(finished.event()), finished.event(), artifacts)
                .map(RunState.Finished::new)
                .ifPresent(this::announce);
    }

    /** What comes after the end; all of it may be done again. */
    private Outcome announce(RunState.Finished finished) {
        RunFinished event = finished.event();
        if (event.summaryRef() != null) {
            if (event.experimentId().equals(event.runId())) {
                manifest(event).put(store);
            } else {
                new SummaryIndex(store, event.experimentId()).add(event.runId());
            }
            store.delete(layout(event).checkpoint());
        }
        events.emit(event);
        return Outcome.FINISHED;
    }

    /** Of a run that is its own experiment; whoever leads a larger one writes the manifest of that. */
    private static Manifest manifest(RunFinished finished) {
        return Manifest.ofRun(
                finished.experimentId(),
                finished.name(),
                finished.failure(),
                new Manifest.Run(
                        finished.runId(), null, finished.labels(), finished.status(), null, finished.summaryRef()));
    }

    private static RunLayout layout(JobRequested request) {
        return RunLayout.of(request.experimentId(), request.jobId());
    }

    private static RunLayout layout(RunFinished finished) {
        return RunLayout.of(finished.experimentId(), finished.runId());
    }
}
