package io.epochline.trainer;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.runtime.InterruptedRun;
import io.epochline.events.Failure;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.recording.RecordedParts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * The training of a network. What it computes depends on the job alone, so attempts agree bit for bit wherever they were
 * interrupted.
 *
 * <p>After each epoch come, in this order, the segment of the trace and the event, while the next epoch is trained;
 * checkpoints follow the clock, between any two steps, when all epochs before are told. Whatever dies in between, the next
 * attempt goes on from the last checkpoint, tells the epochs after it again in the same words, and leaves none out.
 */
final class NetworkTraining implements Work {

    private final PreparedJob prepared;
    private final TrainingJob job;
    private final String fingerprint;
    private final TrainingEngine engine;
    private final TrainerSettings settings;
    private final Progress progress;
    private final Trace trace;
    private final StepRecording recording;
    private final TrainingSteps steps;
    private long saved = System.nanoTime();

    /** Whether an attempt before may have told the next epoch. */
    private boolean toldBefore;

    /** Of the last finished epoch. */
    private CompletableFuture<Void> telling = CompletableFuture.completedFuture(null);

    private NetworkTraining(PreparedJob prepared, TrainingEngine engine, TrainerSettings settings) {
        this.prepared = prepared;
        this.job = prepared.job();
        this.fingerprint = prepared.fingerprint();
        this.engine = engine;
        this.settings = settings;
        Batches batches =
                new Batches(prepared.data(), prepared.predictionShape(), job.batchSize(), engine.stepsAtOnce());
        int stepsPerEpoch = batches.count(prepared.trainRows());
        this.recording = new StepRecording(
                Cadence.of(job, stepsPerEpoch, parameters(), settings.thetaBytes()), engine.indexMap());
        this.progress = new Progress(job, stepsPerEpoch, recording);
        this.trace = progress.trace();
        this.steps = new TrainingSteps(prepared, engine, batches, progress);
    }

    /** @throws TrainerException when the job cannot run */
    static NetworkTraining open(TrainingJob job, DataFiles files, TrainerSettings settings) {
        PreparedJob prepared = JobCheck.check(job, files).cached(settings.cacheBytes());
        TrainingEngine engine = prepared.open(settings.execution());
        try {
            return new NetworkTraining(prepared, engine, settings);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public Plan plan() {
        return new Plan(
                job.lastEpoch(),
                progress.stepsPerEpoch(),
                parameters(),
                settings.execution().device().label());
    }

    @Override
    public Object meta(JobRequested request, int attempt) {
        return RunMeta.of(request, attempt, prepared, engine.indexMap(), recording.every(), settings);
    }

    @Override
    public void resume(Attempt attempt) {
        toldBefore = attempt.number() > 1;
        RunFiles files = files(attempt);
        files.checkpoint(fingerprint).or(() -> continued(attempt, files)).ifPresent(checkpoint -> {
            engine.restore(checkpoint.engine());
            progress.goOnFrom(checkpoint, segments(attempt));
        });
    }

    /** What the stage before left, with its segments brought over first: from then on they are this run's own. */
    private Optional<Checkpoint> continued(Attempt attempt, RunFiles files) {
        if (job.stage() == null || job.stage().after() == null) {
            return Optional.empty();
        }
        RunLayout before = attempt.layout().experiment().run(job.stage().after());
        RunFiles left = new RunFiles(attempt.store(), before);
        Optional<Checkpoint> checkpoint = left.continuation(fingerprint);
        checkpoint.ifPresent(found -> {
            left.copySegments(files);
            new RecordedParts(attempt.store(), before, fingerprint).copyTo(attempt.layout());
        });
        return checkpoint;
    }

    /** Told to stop, it leaves a step or a validation unfinished. */
    @Override
    public End work(Attempt attempt) {
        attempt.stop().listen(engine::interrupt);
        try {
            return trainEpochs(attempt);
        } catch (InterruptedRun e) {
            return new End.Stopped();
        } finally {
            attempt.stop().listen(() -> {});
            engine.proceed();
        }
    }

    @Override
    public void save(Attempt attempt) {
        Futures.join(telling);
        files(attempt).putCheckpoint(checkpoint());
        saved = System.nanoTime();
    }

    @Override
    public RunSummary conclude(Attempt attempt, RunStatus status, Failure failure) {
        Futures.join(telling);
        RunFiles files = files(attempt);
        if (job.stage() != null && status == RunStatus.SUCCEEDED) {
            files.putContinuation(checkpoint());
        }
        attempt.keep("trace", segments(attempt).putTrace(trace, parameters()));
        recording.conclude(parts(attempt), attempt::keep);
        if (trace.bestEpoch() > 0) {
            Weights best = progress.best();
            engine.restore(engine.snapshot().withParameters(best.theta(), best.modelState()));
            attempt.keep("predictions", files.putPredictions(steps.predict()));
            attempt.keep("model", files.putModel(engine.exportModel()));
        }
        attempt.keep(
                "train_log",
                files.putTrainLog(
                        TrainLog.write(attempt.request().jobId(), prepared, parameters(), trace, status, failure)));
        boolean stoppedEarly = status == RunStatus.SUCCEEDED && !progress.allEpochsDone();
        return trace.summary(prepared.trainRows(), parameters(), stoppedEarly, progress.seconds());
    }

    @Override
    public void close() {
        telling.exceptionally(failure -> null).join();
        engine.close();
        progress.close();
    }

    private End trainEpochs(Attempt attempt) {
        while (!progress.allEpochsDone()) {
            if (progress.stopsEarly()) {
                return completed("early_stopping");
            }
            Optional<End> end = trainEpoch(attempt);
            if (end.isPresent()) {
                return end.get();
            }
            completeEpoch(attempt);
        }
        return completed(null);
    }

    /** Empty when the epoch was trained to its end. */
    private Optional<End> trainEpoch(Attempt attempt) {
        try (BatchStream stream = steps.batches()) {
            while (stream.hasNext()) {
                Optional<End> end = beforeStep(attempt);
                if (end.isPresent()) {
                    return end;
                }
                long began = System.nanoTime();
                int before = trace.steps();
                boolean finite = steps.take(stream);
                segments(attempt).putFull(trace, trace.steps() - before);
                if (recording.isFull()) {
                    recording.putPart(parts(attempt));
                }
                progress.spend((System.nanoTime() - began) / 1e9);
                if (!finite) {
                    return Optional.of(new End.Failed(
                            TrainingFailures.diverged(trace, job.optimizer().lr())));
                }
            }
            return Optional.empty();
        }
    }

    /** What ends or interrupts the run between two steps, if anything does; leaves a checkpoint when it is time. */
    private Optional<End> beforeStep(Attempt attempt) {
        if (attempt.stop().asked()) {
            return Optional.of(new End.Stopped());
        }
        if (job.timeLimit() != null && progress.seconds() >= job.timeLimit()) {
            return Optional.of(
                    trace.epochs().isEmpty()
                            ? new End.Failed(TrainingFailures.tooSlow(trace, job.timeLimit(), progress.stepsPerEpoch()))
                            : completed("time_limit"));
        }
        if (System.nanoTime() - saved >= settings.checkpointInterval().toNanos()) {
            if (attempt.superseded()) {
                return Optional.of(new End.Superseded());
            }
            save(attempt);
        }
        return Optional.empty();
    }

    private void completeEpoch(Attempt attempt) {
        EpochRecord measured = steps.measure();
        Weights weights = Weights.of(engine);
        TraceFiles segments = segments(attempt);
        Map<String, NpyArray> arrays = segments.lastSegment(trace, measured, weights.theta());
        Futures.join(telling);
        CompletableFuture<TraceFiles.Segment> put = CompletableFuture.supplyAsync(
                () -> segments.putLast(measured.epoch(), arrays), Thread::startVirtualThread);
        boolean best = progress.end(toldBefore ? asToldBefore(put) : measured, weights);
        telling = put.thenAcceptAsync(
                segment -> attempt.tell(
                        segment.epoch().told(attempt.request(), job.lastEpoch(), best, segment.reference())),
                Thread::startVirtualThread);
    }

    /** The epoch as an attempt before told it, if one did. */
    private EpochRecord asToldBefore(Future<TraceFiles.Segment> put) {
        TraceFiles.Segment segment = Futures.join(put);
        toldBefore = !segment.isNew();
        return segment.epoch();
    }

    private End completed(String reason) {
        return trace.bestEpoch() > 0 ? new End.Completed(reason) : new End.Failed(TrainingFailures.neverFinite(trace));
    }

    private Checkpoint checkpoint() {
        return progress.checkpoint(fingerprint, engine.snapshot());
    }

    private int parameters() {
        return engine.indexMap().size();
    }

    private static RunFiles files(Attempt attempt) {
        return new RunFiles(attempt.store(), attempt.layout());
    }

    private TraceFiles segments(Attempt attempt) {
        return new TraceFiles(files(attempt), settings.thetaBytes(), fingerprint);
    }

    private RecordedParts parts(Attempt attempt) {
        return new RecordedParts(attempt.store(), attempt.layout(), fingerprint);
    }
}
