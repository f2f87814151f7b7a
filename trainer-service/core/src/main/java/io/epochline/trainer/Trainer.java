package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.compute.ComputeException;
import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.TrainingJob;
import java.util.Map;
import java.util.Optional;

/**
 * Runs training jobs, each once in effect however often it is delivered and wherever workers die.
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
        RELEASED
    }

    private final ArtifactStore store;
    private final DataFiles files;
    private final EventSink events;
    private final TrainerSettings settings;

    public Trainer(ArtifactStore store, DataFiles files, EventSink events, TrainerSettings settings) {
        this.store = store;
        this.files = files;
        this.events = events;
        this.settings = settings;
    }

    /**
     * Runs a job to its end, or until it is told to stop.
     *
     * <p>That a job is wrong is an outcome: it ends as {@code FAILED}. What is thrown may pass when the job is tried again.
     */
    public Outcome run(JobRequested request, StopSignal stop) {
        RunLayout layout = RunLayout.of(request.experimentId(), request.jobId());
        Optional<RunFinished> over = SummaryDocument.read(store, layout);
        if (over.isPresent()) {
            announce(layout, over.get());
            return Outcome.FINISHED;
        }
        if (stop.kind() == StopSignal.Kind.CANCEL && !RunClaim.exists(store, layout)) {
            events.emit(ended(request, RunStatus.CANCELLED, null));
            return Outcome.FINISHED;
        }
        try {
            PreparedJob prepared =
                    JobCheck.check((TrainingJob) request.spec(), files).cached(settings.cacheBytes());
            try (TrainingEngine engine = open(prepared)) {
                return attempt(request, stop, layout, prepared, engine);
            }
        } catch (TrainerException e) {
            if (e.code().retryable()) {
                throw e;
            }
            fail(request, layout, e.failure());
            return Outcome.FINISHED;
        }
    }

    /** Ends a run that was delivered too often without reaching its end. */
    public void abandon(JobRequested request, int deliveries) {
        RunLayout layout = RunLayout.of(request.experimentId(), request.jobId());
        String message = "The job was given to a worker %d times, and none came to its end.".formatted(deliveries);
        SummaryDocument.read(store, layout)
                .ifPresentOrElse(
                        over -> announce(layout, over),
                        () -> fail(request, layout, Failure.of(FailureCode.DELIVERIES_EXHAUSTED, message)));
    }

    private Outcome attempt(
            JobRequested request, StopSignal stop, RunLayout layout, PreparedJob prepared, TrainingEngine engine) {
        RunClaim claim = RunClaim.take(store, layout, settings.worker());
        RunFiles runFiles = new RunFiles(store, layout, settings.thetaBytes());
        TrainingRun run = new TrainingRun(request, prepared, engine, claim, runFiles, events);
        run.resume();
        events.emit(new RunStarted(
                request.jobId(),
                request.experimentId(),
                claim.attempt(),
                request.spec().name(),
                settings.worker(),
                settings.execution().device().label(),
                prepared.job().epochs(),
                run.stepsPerEpoch(),
                engine.indexMap().size(),
                request.labels()));
        RunMeta meta = RunMeta.of(request, claim.attempt(), prepared, engine.indexMap(), settings);
        RunEnding ending = new RunEnding(request, prepared, engine, claim, runFiles, run);
        ending.keep("meta", JsonDocuments.put(store, layout.meta(), meta));
        TrainingRun.End end = run.train(stop);
        switch (end) {
            case RELEASED -> {
                return Outcome.RELEASED;
            }
            case COMPLETED, DIVERGED, CANCELLED -> ending.commit(end).ifPresent(finished -> announce(layout, finished));
            case SUPERSEDED -> {}
        }
        return Outcome.FINISHED;
    }

    private TrainingEngine open(PreparedJob prepared) {
        try {
            return OnnxTrainingEngine.open(new EngineSpec(
                    prepared.model().model(),
                    prepared.loss(),
                    prepared.objective(),
                    UpdateRule.optimizer(prepared.job().optimizer()),
                    UpdateRule.clipping(prepared.job()),
                    prepared.data().inputShape(),
                    prepared.data().targetShape(),
                    prepared.job().seed(),
                    settings.execution()));
        } catch (ComputeException e) {
            if (e.category() == ComputeException.Category.USER) {
                throw new TrainerException(FailureCode.INVALID_MODEL, e.getMessage(), e);
            }
            throw e;
        }
    }

    /** A run that nobody began leaves no folder; one that was begun gets its end on the record. */
    private void fail(JobRequested request, RunLayout layout, Failure failure) {
        RunFinished failed = ended(request, RunStatus.FAILED, failure);
        if (RunClaim.exists(store, layout)) {
            SummaryDocument.commit(store, layout, failed, Map.of()).ifPresent(finished -> announce(layout, finished));
        } else {
            events.emit(failed);
        }
    }

    private static RunFinished ended(JobRequested request, RunStatus status, Failure failure) {
        return new RunFinished(
                request.jobId(),
                request.experimentId(),
                0,
                request.spec().name(),
                status,
                failure,
                null,
                null,
                request.labels());
    }

    /** What comes after the commit; all of it may be done again. */
    private void announce(RunLayout layout, RunFinished finished) {
        if (finished.experimentId().equals(finished.runId())) {
            manifest(finished).put(store);
        }
        store.delete(layout.checkpoint());
        events.emit(finished);
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
}
