package io.epochline.trainer.objective;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.ComputeException;
import io.epochline.compute.optim.Schedule;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.InterruptedRun;
import io.epochline.events.ArtifactRef;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.Attempt;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.TrainerSettings;
import io.epochline.trainer.UpdateRule;
import io.epochline.trainer.Work;
import io.epochline.trainer.recording.Columns;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The minimisation of a function. What it computes depends on the job alone, so attempts agree bit for bit wherever they
 * were interrupted. An epoch is the stretch of steps between two reports; its {@code val_loss} is the value where it ended.
 *
 * <p>After each epoch come its recordings, then the event; checkpoints come by the clock, as for networks.
 */
public final class ObjectiveRun implements Work {

    private final PreparedObjective prepared;
    private final ObjectiveJob job;
    private final Descent descent;
    private final TrainerSettings settings;
    private final Recording recording;
    private final Reports reports = new Reports();
    private final int keptEvery;
    private Schedule schedule;
    private double epochSeconds;
    private long saved = System.nanoTime();

    private ObjectiveRun(PreparedObjective prepared, Descent descent, TrainerSettings settings) {
        this.prepared = prepared;
        this.job = prepared.job();
        this.descent = descent;
        this.settings = settings;
        this.keptEvery = keptEvery(settings.thetaBytes());
        this.recording = new Recording(job.record(), keptEvery, job.acceptance() != null);
        this.schedule = UpdateRule.schedule(job.schedule(), job.epochs());
    }

    /** @throws TrainerException when the job cannot run */
    public static ObjectiveRun open(ObjectiveJob job, DataFiles files, TrainerSettings settings) {
        PreparedObjective prepared = ObjectiveCheck.prepare(job, files);
        try {
            return new ObjectiveRun(prepared, new Descent(prepared), settings);
        } catch (ComputeException e) {
            if (e.category() == ComputeException.Category.USER) {
                throw new TrainerException(FailureCode.INVALID_MODEL, "objective: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    @Override
    public Plan plan() {
        return new Plan(job.epochs(), job.reportSteps(), prepared.size(), Device.CPU.label());
    }

    @Override
    public Object meta(JobRequested request, int attempt) {
        return ObjectiveMeta.of(request, attempt, prepared, keptEvery, settings);
    }

    @Override
    public void resume(Attempt attempt) {
        files(attempt).checkpoint().map(ObjectiveCheckpoint::of).ifPresent(checkpoint -> {
            descent.restore(checkpoint.descent());
            recording.restore(checkpoint.recording());
            reports.append(checkpoint.epochs());
            epochSeconds = checkpoint.epochSeconds();
            for (double value : reports.values()) {
                schedule = schedule.after(value);
            }
        });
    }

    @Override
    public End work(Attempt attempt) {
        attempt.stop().listen(descent::interrupt);
        try {
            return descend(attempt);
        } catch (InterruptedRun e) {
            return new End.Stopped();
        } finally {
            attempt.stop().listen(() -> {});
            descent.proceed();
        }
    }

    @Override
    public void save(Attempt attempt) {
        files(attempt)
                .putCheckpoint(
                        new ObjectiveCheckpoint(descent.snapshot(), recording.arrays(), reports.arrays(), epochSeconds)
                                .arrays());
        saved = System.nanoTime();
    }

    @Override
    public RunSummary conclude(Attempt attempt, RunStatus status, Failure failure) {
        ObjectiveFiles files = files(attempt);
        recording.end(descent);
        attempt.keep("trace", files.putTrace(reports.count(), recording, reports.arrays()));
        for (Map.Entry<Recorded, Columns> part : recording.parts().entrySet()) {
            files.parts()
                    .putWhole(part.getKey(), reports.count(), part.getValue())
                    .ifPresent(artifact -> attempt.keep(part.getKey().label(), artifact));
        }
        attempt.keep(
                "train_log",
                files.putLog(ObjectiveLog.write(attempt.request().jobId(), prepared, reports, status, failure)));
        return reports.summary(
                descent.steps(),
                status == RunStatus.SUCCEEDED && descent.steps() < job.steps(),
                seconds(),
                prepared.size());
    }

    @Override
    public void close() {
        descent.close();
    }

    private End descend(Attempt attempt) {
        do {
            Optional<End> end = epoch(attempt);
            if (end.isPresent()) {
                return end.get();
            }
            if (recording.hasSteps()) {
                completeEpoch(attempt);
            }
        } while (goesOn());
        return descent.isFinite() ? new End.Completed(reason().orElse(null)) : new End.Failed(diverged());
    }

    private boolean goesOn() {
        return descent.steps() < job.steps() && reason().isEmpty();
    }

    /** Why not to go on, although steps are left. */
    private Optional<String> reason() {
        if (descent.steps() == job.steps()) {
            return Optional.empty();
        }
        if (job.tolerance() != null && descent.gradNorm() <= job.tolerance()) {
            return Optional.of("converged");
        }
        if (descent.stuck()) {
            return Optional.of("no_descent");
        }
        return job.timeLimit() != null && seconds() >= job.timeLimit() ? Optional.of("time_limit") : Optional.empty();
    }

    /** Goes on to the end of the epoch, or of the run; empty when that is reached. */
    private Optional<End> epoch(Attempt attempt) {
        long end = (reports.count() + 1L) * job.reportSteps();
        try {
            while (descent.steps() < end && goesOn()) {
                Optional<End> stop = beforeStep(attempt);
                if (stop.isPresent()) {
                    return stop;
                }
                long began = System.nanoTime();
                recording.before(descent, descent.prepare());
                recording.after(descent, descent.step(schedule.factor((double) descent.steps() / job.reportSteps())));
                epochSeconds += (System.nanoTime() - began) / 1e9;
            }
            return Optional.empty();
        } catch (ComputeException e) {
            if (e.category() == ComputeException.Category.USER) {
                return Optional.of(new End.Failed(
                        Failure.of(FailureCode.DIVERGED, "At step %d: %s".formatted(descent.steps(), e.getMessage()))));
            }
            throw e;
        }
    }

    /** What ends or interrupts the run between two steps, if anything does; leaves a checkpoint when it is time. */
    private Optional<End> beforeStep(Attempt attempt) {
        if (attempt.stop().asked()) {
            return Optional.of(new End.Stopped());
        }
        if (!descent.isFinite()) {
            return Optional.of(new End.Failed(diverged()));
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
        int best = reports.best();
        Map<String, NpyArray> row =
                reports.row(recording.trace(), descent.steps(), descent.loss(), metrics(), epochSeconds);
        ObjectiveFiles.Segment segment = files(attempt).putEpoch(reports.count() + 1, recording, row);
        reports.append(segment.report());
        schedule = schedule.after(reports.of(reports.count(), "val_loss"));
        epochSeconds = 0;
        recording.clear();
        tell(attempt, reports.best() != best, segment.reference());
    }

    private void tell(Attempt attempt, boolean better, ArtifactRef segment) {
        int epoch = reports.count();
        attempt.tell(new EpochCompleted(
                attempt.request().jobId(),
                attempt.request().experimentId(),
                epoch,
                job.epochs(),
                reports.of(epoch, "train_loss"),
                reports.of(epoch, "val_loss"),
                reports.metrics(epoch),
                reports.of(epoch, "epoch_lr"),
                reports.of(epoch, "epoch_grad_norm"),
                reports.of(epoch, "epoch_step_norm"),
                reports.of(epoch, "epoch_examples_per_second"),
                reports.of(epoch, "epoch_duration"),
                better,
                segment));
    }

    /** {@code distance} to the minimum, where that is known. */
    private Map<String, Double> metrics() {
        double[] minimum = prepared.opened().minimum();
        if (minimum == null) {
            return Map.of();
        }
        FloatBuffer theta = descent.theta();
        double squares = 0;
        for (int i = 0; i < minimum.length; i++) {
            squares += Math.pow(theta.get(i) - minimum[i], 2);
        }
        return Map.of("distance", Math.sqrt(squares));
    }

    private double seconds() {
        return reports.seconds() + epochSeconds;
    }

    private Failure diverged() {
        return Failure.of(
                FailureCode.DIVERGED,
                "The value or its gradient was not finite after %d steps: value %s, gradient norm %s. Maybe a smaller"
                                .formatted(descent.steps(), descent.loss(), descent.gradNorm())
                        + " optimizer.lr than %s, a clip_norm, or acceptance: {}."
                                .formatted(job.optimizer().lr()));
    }

    /** As asked for, unless the vectors of all steps would then be larger than a trace may be. */
    private int keptEvery(long thetaBytes) {
        long fitting = Math.max(1, thetaBytes / ((long) Float.BYTES * prepared.size()));
        return (int) Math.max(job.recordEvery(), Math.ceilDiv((long) job.steps(), fitting));
    }

    private ObjectiveFiles files(Attempt attempt) {
        return new ObjectiveFiles(attempt.store(), attempt.layout(), prepared.fingerprint());
    }
}
