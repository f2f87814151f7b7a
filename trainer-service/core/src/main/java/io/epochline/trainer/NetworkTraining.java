package io.epochline.trainer;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.ComputeException;
import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.StepResult;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.optim.Schedule;
import io.epochline.compute.runtime.InterruptedRun;
import io.epochline.events.ArtifactRef;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.TrainingJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of a network. What it computes depends on the job alone, so attempts agree bit for bit wherever they were
 * interrupted.
 *
 * <p>After each epoch come, in this order, the segment of the trace and the event; checkpoints follow the clock, between
 * any two steps. Whatever dies in between, the next attempt goes on from the last checkpoint, tells the epochs after it
 * again in the same words, and leaves none out.
 */
final class NetworkTraining implements Work {

    private final PreparedJob prepared;
    private final TrainingJob job;
    private final String fingerprint;
    private final TrainingEngine engine;
    private final TrainerSettings settings;
    private final Batches batches;
    private final Validation validation;
    private Schedule schedule;
    private EarlyStop earlyStop;
    private final Trace trace = new Trace();
    private Weights best = Weights.NONE;
    private double epochSeconds;
    private long saved = System.nanoTime();

    private NetworkTraining(PreparedJob prepared, TrainingEngine engine, TrainerSettings settings) {
        this.prepared = prepared;
        this.job = prepared.job();
        this.fingerprint = prepared.fingerprint();
        this.engine = engine;
        this.settings = settings;
        this.batches = new Batches(prepared.data(), prepared.predictionShape(), job.batchSize(), engine.stepsAtOnce());
        this.validation = new Validation(prepared, engine, batches);
        this.schedule = UpdateRule.schedule(job);
        this.earlyStop = EarlyStop.of(job.earlyStopping());
    }

    /** @throws TrainerException when the job cannot run */
    static NetworkTraining open(TrainingJob job, DataFiles files, TrainerSettings settings) {
        PreparedJob prepared = JobCheck.check(job, files).cached(settings.cacheBytes());
        TrainingEngine engine = engine(prepared, settings.execution());
        try {
            return new NetworkTraining(prepared, engine, settings);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    static TrainingEngine engine(PreparedJob prepared, Execution execution) {
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
                    execution));
        } catch (ComputeException e) {
            if (e.category() == ComputeException.Category.USER) {
                throw new TrainerException(FailureCode.INVALID_MODEL, e.getMessage(), e);
            }
            throw e;
        }
    }

    @Override
    public Plan plan() {
        return new Plan(job.lastEpoch(), stepsPerEpoch(), engine.indexMap().size());
    }

    @Override
    public Object meta(JobRequested request, int attempt) {
        return RunMeta.of(request, attempt, prepared, engine.indexMap(), settings);
    }

    private int stepsPerEpoch() {
        return batches.count(trainRows());
    }

    private int trainRows() {
        return prepared.partition().train().length;
    }

    /** Of training and validation, over all attempts. */
    private double seconds() {
        return trace.seconds() + epochSeconds;
    }

    @Override
    public void resume(Attempt attempt) {
        RunFiles files = files(attempt);
        files.checkpoint(fingerprint)
                .or(() -> continued(attempt, files))
                .ifPresent(checkpoint -> goOnFrom(attempt, checkpoint));
    }

    private void goOnFrom(Attempt attempt, Checkpoint checkpoint) {
        engine.restore(checkpoint.engine());
        traces(attempt).read(trace, checkpoint.epochs(), checkpoint.epochSteps());
        TraceArrays.addSteps(trace, checkpoint.steps());
        trace.epochs().forEach(this::follow);
        best = checkpoint.best();
        epochSeconds = checkpoint.epochSeconds();
    }

    /** What the stage before left, with its segments brought over first: from then on they are this run's own. */
    private Optional<Checkpoint> continued(Attempt attempt, RunFiles files) {
        if (job.stage() == null || job.stage().after() == null) {
            return Optional.empty();
        }
        RunLayout before = attempt.layout().experiment().run(job.stage().after());
        RunFiles left = new RunFiles(attempt.store(), before);
        Optional<Checkpoint> checkpoint = left.continuation(fingerprint);
        checkpoint.ifPresent(found -> left.copySegments(files));
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
        files(attempt).putCheckpoint(checkpoint());
        saved = System.nanoTime();
    }

    private Checkpoint checkpoint() {
        Map<String, NpyArray> rest = new LinkedHashMap<>();
        TraceArrays.putSteps(rest, trace, TraceFiles.lastSegmentStart(trace), trace.steps());
        return new Checkpoint(
                fingerprint, engine.snapshot(), trace.epochs().size(), trace.epochSteps(), rest, best, epochSeconds);
    }

    @Override
    public RunSummary conclude(Attempt attempt, RunStatus status, Failure failure) {
        RunFiles files = files(attempt);
        if (job.stage() != null && status == RunStatus.SUCCEEDED) {
            files.putContinuation(checkpoint());
        }
        attempt.keep("trace", traces(attempt).putTrace(trace, engine.indexMap().size()));
        if (trace.bestEpoch() > 0) {
            engine.restore(engine.snapshot().withParameters(best.theta(), best.modelState()));
            attempt.keep("predictions", files.putPredictions(validation.predict()));
            attempt.keep("model", files.putModel(engine.exportModel()));
        }
        attempt.keep(
                "train_log",
                files.putTrainLog(TrainLog.write(
                        attempt.request().jobId(), prepared, engine.indexMap().size(), trace, status, failure)));
        boolean stoppedEarly = status == RunStatus.SUCCEEDED && trace.epochs().size() < job.lastEpoch();
        return trace.summary(trainRows(), engine.indexMap().size(), stoppedEarly, seconds());
    }

    @Override
    public void close() {
        engine.close();
        trace.close();
    }

    private static RunFiles files(Attempt attempt) {
        return new RunFiles(attempt.store(), attempt.layout());
    }

    private TraceFiles traces(Attempt attempt) {
        return new TraceFiles(files(attempt), settings.thetaBytes(), fingerprint);
    }

    private End trainEpochs(Attempt attempt) {
        while (trace.epochs().size() < job.lastEpoch()) {
            if (earlyStop.due()) {
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
        int[] order = prepared.sampler().order(trace.epochs().size() + 1);
        try (BatchStream stream = batches.stream(order, trace.epochSteps())) {
            while (stream.hasNext()) {
                Optional<End> end = beforeStep(attempt);
                if (end.isPresent()) {
                    return end;
                }
                long began = System.nanoTime();
                int steps = trace.steps();
                boolean finite = take(stream.next(engine.stepsAtOnce()));
                traces(attempt).putFull(trace, trace.steps() - steps);
                epochSeconds += secondsSince(began);
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
        if (job.timeLimit() != null && seconds() >= job.timeLimit()) {
            return Optional.of(
                    trace.epochs().isEmpty()
                            ? new End.Failed(TrainingFailures.tooSlow(trace, job.timeLimit(), stepsPerEpoch()))
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

    private End completed(String reason) {
        return trace.bestEpoch() > 0 ? new End.Completed(reason) : new End.Failed(TrainingFailures.neverFinite(trace));
    }

    /** Takes a step on each batch; false where one was refused. */
    private boolean take(BatchStream.Piece piece) {
        double[] rates = new double[piece.batches()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = learningRate(trace.steps() + i);
        }
        List<StepResult> steps = engine.steps(piece.inputs(), piece.targets(), piece.rows(), rates);
        for (int i = 0; i < steps.size(); i++) {
            engine.learningRate(rates[i]);
            trace.add(steps.get(i), rates[i]);
        }
        return steps.getLast().isFinite();
    }

    /** Of the step after so many. */
    private double learningRate(int steps) {
        return job.optimizer().lr() * schedule.factor((double) steps / stepsPerEpoch());
    }

    private void completeEpoch(Attempt attempt) {
        double trainSeconds = epochSeconds;
        long began = System.nanoTime();
        Validation.Result validated = validation.measure();
        EpochRecord measured = new EpochRecord(
                trace.epochs().size() + 1,
                trace.steps(),
                trace.loss.mean(trace.epochStart()),
                validated.loss(),
                validated.metrics(),
                engine.learningRate(),
                trace.gradNorm.last(),
                trace.stepNorm.last(),
                trainRows() / trainSeconds,
                trainSeconds + secondsSince(began));
        Weights weights = Weights.of(engine);
        TraceFiles.Segment segment = traces(attempt).putEpoch(trace, measured, weights.theta());
        int bestEpoch = trace.bestEpoch();
        trace.add(segment.epoch());
        follow(segment.epoch());
        boolean better = trace.bestEpoch() != bestEpoch;
        if (better) {
            best = weights;
        }
        epochSeconds = 0;
        tell(attempt, better, segment.reference());
    }

    private void follow(EpochRecord epoch) {
        schedule = schedule.after(epoch.valLoss());
        earlyStop = earlyStop.after(epoch.valLoss());
    }

    private void tell(Attempt attempt, boolean best, ArtifactRef segment) {
        EpochRecord epoch = trace.epochs().getLast();
        attempt.tell(new EpochCompleted(
                attempt.request().jobId(),
                attempt.request().experimentId(),
                epoch.epoch(),
                job.lastEpoch(),
                epoch.trainLoss(),
                epoch.valLoss(),
                epoch.metrics(),
                epoch.learningRate(),
                epoch.gradNorm(),
                epoch.stepNorm(),
                epoch.examplesPerSecond(),
                epoch.seconds(),
                best,
                segment));
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
