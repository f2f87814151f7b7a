package io.epochline.trainer;

import io.epochline.artifacts.DataFiles;
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
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of a network. What it computes depends on the job alone, so attempts agree bit for bit wherever they were
 * interrupted.
 *
 * <p>After each epoch come, in this order, the segment of the trace, the event, and the checkpoint: whatever dies in
 * between, the next attempt tells the epoch again under the same id, and no epoch is left out.
 */
final class NetworkTraining implements Work {

    private final PreparedJob prepared;
    private final TrainingJob job;
    private final TrainingEngine engine;
    private final TrainerSettings settings;
    private final Batches batches;
    private Schedule schedule;
    private Trace trace = new Trace();
    private Weights best = Weights.NONE;
    private double epochSeconds;

    private NetworkTraining(PreparedJob prepared, TrainingEngine engine, TrainerSettings settings) {
        this.prepared = prepared;
        this.job = prepared.job();
        this.engine = engine;
        this.settings = settings;
        this.batches = new Batches(prepared.data(), prepared.predictionShape(), job.batchSize(), engine.stepsAtOnce());
        this.schedule = UpdateRule.schedule(job);
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

    private static TrainingEngine engine(PreparedJob prepared, Execution execution) {
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
        return new Plan(job.epochs(), stepsPerEpoch(), engine.indexMap().size());
    }

    @Override
    public Object meta(JobRequested request, int attempt) {
        return RunMeta.of(request, attempt, prepared, engine.indexMap(), settings);
    }

    private int stepsPerEpoch() {
        return batches.count(prepared.partition().train().length);
    }

    @Override
    public void resume(Attempt attempt) {
        files(attempt).checkpoint(prepared.fingerprint()).ifPresent(checkpoint -> {
            engine.restore(checkpoint.engine());
            trace = checkpoint.trace();
            trace.epochs().forEach(epoch -> schedule = schedule.after(epoch.valLoss()));
            best = checkpoint.best();
            epochSeconds = checkpoint.epochSeconds();
        });
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
        files(attempt)
                .putCheckpoint(new Checkpoint(prepared.fingerprint(), engine.snapshot(), trace, best, epochSeconds));
    }

    @Override
    public RunSummary conclude(Attempt attempt, RunStatus status, Failure failure) {
        RunFiles files = files(attempt);
        attempt.keep("trace", files.putTrace(trace, engine.indexMap().size()));
        if (trace.bestEpoch() > 0) {
            attempt.keep("predictions", files.putPredictions(predictAtBest()));
            attempt.keep("model", files.putModel(engine.exportModel()));
        }
        attempt.keep(
                "train_log",
                files.putTrainLog(TrainLog.write(
                        attempt.request().jobId(), prepared, engine.indexMap().size(), trace, status, failure)));
        return summary();
    }

    @Override
    public void close() {
        engine.close();
    }

    private RunFiles files(Attempt attempt) {
        return new RunFiles(attempt.store(), attempt.layout(), settings.thetaBytes());
    }

    private End trainEpochs(Attempt attempt) {
        while (trace.epochs().size() < job.epochs() && !EarlyStop.due(job.earlyStopping(), trace.epochs())) {
            Optional<End> end = trainEpoch(attempt.stop());
            if (end.isPresent()) {
                return end.get();
            }
            completeEpoch(attempt);
            if (attempt.superseded()) {
                return new End.Superseded();
            }
            save(attempt);
        }
        return trace.bestEpoch() > 0 ? new End.Completed() : new End.Failed(neverFinite());
    }

    /** Empty when the epoch was trained to its end. */
    private Optional<End> trainEpoch(StopSignal stop) {
        int[] order = prepared.sampler().order(trace.epochs().size() + 1);
        long began = System.nanoTime();
        try (BatchStream stream = batches.stream(order, trace.steps() - trace.epochStart())) {
            while (stream.hasNext()) {
                if (stop.asked()) {
                    return Optional.of(new End.Stopped());
                }
                if (!take(stream.next(engine.stepsAtOnce()))) {
                    return Optional.of(new End.Failed(diverged()));
                }
            }
            return Optional.empty();
        } finally {
            epochSeconds += secondsSince(began);
        }
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
        ValidationMetrics metrics = ValidationMetrics.of(prepared);
        double valLoss = validate(metrics::add);
        int bestEpoch = trace.bestEpoch();
        trace.add(new EpochRecord(
                trace.epochs().size() + 1,
                trace.steps(),
                trace.loss.mean(trace.epochStart()),
                valLoss,
                metrics.values(),
                engine.learningRate(),
                trace.gradNorm.last(),
                trace.stepNorm.last(),
                prepared.partition().train().length / trainSeconds,
                trainSeconds + secondsSince(began)));
        schedule = schedule.after(valLoss);
        epochSeconds = 0;
        Weights weights = Weights.of(engine);
        boolean better = trace.bestEpoch() != bestEpoch;
        if (better) {
            best = weights;
        }
        tell(attempt, better, files(attempt).putSegment(trace, weights.theta()));
    }

    private void tell(Attempt attempt, boolean best, ArtifactRef segment) {
        EpochRecord epoch = trace.epochs().getLast();
        attempt.tell(new EpochCompleted(
                attempt.request().jobId(),
                attempt.request().experimentId(),
                epoch.epoch(),
                job.epochs(),
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

    /** Hears of each batch of the validation set. */
    private interface BatchListener {
        void batch(FloatBuffer predictions, FloatBuffer targets, int rows);
    }

    private double validate(BatchListener listener) {
        int[] held = prepared.partition().validation();
        double sum = 0;
        try (BatchStream stream = batches.stream(held, 0)) {
            while (stream.hasNext()) {
                BatchStream.Piece batch = stream.next(1);
                sum += batch.rows()
                        * engine.evaluate(batch.inputs(), batch.targets(), batch.rows(), batches.predictions());
                listener.batch(batches.predictions(), batch.targets(), batch.rows());
            }
        }
        return sum / held.length;
    }

    /** Brings the parameters of the best epoch back, and says what they predict. Training cannot go on after this. */
    private Predictions predictAtBest() {
        engine.restore(engine.snapshot().withParameters(best.theta(), best.modelState()));
        Predictions predictions = new Predictions(
                prepared.partition().validation(),
                prepared.predictionShape(),
                prepared.data().targetShape());
        validate(predictions::add);
        return predictions;
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    private Failure diverged() {
        return Failure.of(
                FailureCode.DIVERGED,
                "The loss or its gradient was not finite at step %d (epoch %d): loss %s, gradient norm %s. "
                                .formatted(
                                        trace.steps(),
                                        trace.epochs().size() + 1,
                                        trace.loss.last(),
                                        trace.gradNorm.last())
                        + "Maybe a smaller optimizer.lr than %s, or a clip_norm."
                                .formatted(job.optimizer().lr()));
    }

    private Failure neverFinite() {
        return Failure.of(
                FailureCode.DIVERGED,
                "The objective was not finite on the validation set in any of %d epochs."
                        .formatted(trace.epochs().size()));
    }

    private RunSummary summary() {
        List<EpochRecord> epochs = trace.epochs();
        EpochRecord top = trace.bestEpoch() > 0 ? epochs.get(trace.bestEpoch() - 1) : null;
        double rows = (double) epochs.size() * prepared.partition().train().length;
        double seconds = epochs.stream().mapToDouble(EpochRecord::seconds).sum() + epochSeconds;
        return new RunSummary(
                epochs.size(),
                trace.steps(),
                trace.bestEpoch(),
                top == null ? null : top.valLoss(),
                epochs.isEmpty() ? null : epochs.getLast().valLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getFirst().trainLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getLast().trainLoss(),
                top == null ? Map.of() : top.metrics(),
                EarlyStop.due(job.earlyStopping(), epochs) && epochs.size() < job.epochs(),
                seconds,
                rows / Math.max(seconds, 1e-9),
                engine.indexMap().size());
    }
}
