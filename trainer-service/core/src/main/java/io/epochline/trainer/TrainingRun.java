package io.epochline.trainer;

import io.epochline.compute.engine.StepResult;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.optim.Schedule;
import io.epochline.compute.runtime.InterruptedRun;
import io.epochline.events.ArtifactRef;
import io.epochline.events.EpochCompleted;
import io.epochline.events.JobRequested;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.data.Seeds;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One attempt at a run, from its first step or its last checkpoint on. What it computes depends on the job alone, so
 * attempts agree bit for bit wherever they were interrupted.
 *
 * <p>After each epoch come, in this order, the segment of the trace, the event, and the checkpoint: whatever dies in
 * between, the next attempt tells the epoch again under the same id, and no epoch is left out.
 */
final class TrainingRun {

    /** Why training returned. */
    enum End {
        COMPLETED,
        DIVERGED,
        CANCELLED,
        /** A checkpoint is there for another worker to go on from. */
        RELEASED,
        /** Another worker has the run now. */
        SUPERSEDED
    }

    private final JobRequested request;
    private final PreparedJob prepared;
    private final TrainingJob job;
    private final TrainingEngine engine;
    private final RunClaim claim;
    private final RunFiles files;
    private final EventSink events;
    private final Batches batches;
    private Schedule schedule;
    private Trace trace = new Trace();
    private Weights best = Weights.NONE;
    private double epochSeconds;

    TrainingRun(
            JobRequested request,
            PreparedJob prepared,
            TrainingEngine engine,
            RunClaim claim,
            RunFiles files,
            EventSink events) {
        this.request = request;
        this.prepared = prepared;
        this.job = prepared.job();
        this.engine = engine;
        this.claim = claim;
        this.files = files;
        this.events = events;
        this.batches = new Batches(prepared.data(), prepared.predictionShape(), job.batchSize(), engine.stepsAtOnce());
        this.schedule = UpdateRule.schedule(job);
    }

    int stepsPerEpoch() {
        return batches.count(prepared.partition().train().length);
    }

    Trace trace() {
        return trace;
    }

    /** Wall-clock time of training and validation, over all attempts. */
    double seconds() {
        return trace.epochs().stream().mapToDouble(EpochRecord::seconds).sum() + epochSeconds;
    }

    /** Goes back to where an earlier attempt was, if one left a checkpoint. */
    void resume() {
        files.checkpoint(prepared.fingerprint()).ifPresent(checkpoint -> {
            engine.restore(checkpoint.engine());
            trace = checkpoint.trace();
            trace.epochs().forEach(epoch -> schedule = schedule.after(epoch.valLoss()));
            best = checkpoint.best();
            epochSeconds = checkpoint.epochSeconds();
        });
    }

    /** Trains to the end, or until it is told to stop, for which it leaves a step or a validation unfinished. */
    End train(StopSignal stop) {
        End end;
        stop.listen(engine::interrupt);
        try {
            end = trainEpochs(stop);
        } catch (InterruptedRun e) {
            end = asked(stop);
        } finally {
            stop.listen(() -> {});
            engine.proceed();
        }
        if (end == End.RELEASED) {
            saveCheckpoint();
        }
        return end;
    }

    private static End asked(StopSignal stop) {
        return stop.kind() == StopSignal.Kind.CANCEL ? End.CANCELLED : End.RELEASED;
    }

    private End trainEpochs(StopSignal stop) {
        while (trace.epochs().size() < job.epochs() && !EarlyStop.due(job.earlyStopping(), trace.epochs())) {
            End end = trainEpoch(stop);
            if (end != End.COMPLETED) {
                return end;
            }
            completeEpoch();
            if (claim.superseded()) {
                return End.SUPERSEDED;
            }
            saveCheckpoint();
        }
        return End.COMPLETED;
    }

    private End trainEpoch(StopSignal stop) {
        int[] order = shuffled(trace.epochs().size() + 1);
        long began = System.nanoTime();
        try (BatchStream stream = batches.stream(order, trace.steps() - trace.epochStart())) {
            while (stream.hasNext()) {
                if (stop.kind() != StopSignal.Kind.NONE) {
                    return asked(stop);
                }
                if (!take(stream.next(engine.stepsAtOnce()))) {
                    return End.DIVERGED;
                }
            }
            return End.COMPLETED;
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

    private int[] shuffled(int epoch) {
        int[] train = prepared.partition().train();
        int[] order = Seeds.permutation(train.length, Seeds.stream(job.seed(), epoch));
        for (int i = 0; i < order.length; i++) {
            order[i] = train[order[i]];
        }
        return order;
    }

    private void completeEpoch() {
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
        tell(trace.epochs().getLast(), better, files.putSegment(trace, weights.theta()));
    }

    private void tell(EpochRecord epoch, boolean best, ArtifactRef segment) {
        events.emit(new EpochCompleted(
                request.jobId(),
                request.experimentId(),
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
    Predictions predictAtBest() {
        engine.restore(engine.snapshot().withParameters(best.theta(), best.modelState()));
        Predictions predictions = new Predictions(
                prepared.partition().validation(),
                prepared.predictionShape(),
                prepared.data().targetShape());
        validate(predictions::add);
        return predictions;
    }

    private void saveCheckpoint() {
        files.putCheckpoint(new Checkpoint(prepared.fingerprint(), engine.snapshot(), trace, best, epochSeconds));
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
