package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.engine.EngineState;
import io.epochline.compute.optim.Schedule;
import io.epochline.events.spec.TrainingJob;
import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a training has come, and what follows from it for the steps and epochs to come. */
final class Progress implements Closeable {

    private final TrainingJob job;
    private final int stepsPerEpoch;
    private final StepRecording recording;
    private final Trace trace = new Trace();
    private Schedule schedule;
    private EarlyStop earlyStop;
    private Weights best = Weights.NONE;
    private double epochSeconds;

    Progress(TrainingJob job, int stepsPerEpoch, StepRecording recording) {
        this.job = job;
        this.stepsPerEpoch = stepsPerEpoch;
        this.recording = recording;
        this.schedule = UpdateRule.schedule(job);
        this.earlyStop = EarlyStop.of(job.earlyStopping());
    }

    Trace trace() {
        return trace;
    }

    StepRecording recording() {
        return recording;
    }

    /** At the end of the best epoch; empty before there is one. */
    Weights best() {
        return best;
    }

    int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    boolean allEpochsDone() {
        return trace.epochs().size() >= job.lastEpoch();
    }

    boolean stopsEarly() {
        return earlyStop.due();
    }

    /** Of the step after so many. */
    double learningRate(int steps) {
        return job.optimizer().lr() * schedule.factor((double) steps / stepsPerEpoch);
    }

    /** Of training and validation, over all attempts. */
    double seconds() {
        return trace.epochs().seconds() + epochSeconds;
    }

    /** Spent in the epoch that is going on. */
    double epochSeconds() {
        return epochSeconds;
    }

    void spend(double seconds) {
        epochSeconds += seconds;
    }

    /** Ends the epoch that was going on, with the weights at its end; whether it is the best so far. */
    boolean end(EpochRecord epoch, Weights weights) {
        int bestEpoch = trace.bestEpoch();
        trace.add(epoch);
        follow(epoch);
        epochSeconds = 0;
        boolean better = trace.bestEpoch() != bestEpoch;
        if (better) {
            best = weights;
        }
        return better;
    }

    private void follow(EpochRecord epoch) {
        schedule = schedule.after(epoch.valLoss());
        earlyStop = earlyStop.after(epoch.valLoss());
    }

    Checkpoint checkpoint(String fingerprint, EngineState engine) {
        Map<String, NpyArray> rest = new LinkedHashMap<>();
        TraceArrays.putSteps(rest, trace, TraceFiles.lastSegmentStart(trace), trace.steps());
        return new Checkpoint(
                fingerprint,
                engine,
                trace.epochs().size(),
                trace.epochSteps(),
                rest,
                recording.arrays(),
                best,
                epochSeconds);
    }

    void goOnFrom(Checkpoint checkpoint, TraceFiles segments) {
        segments.read(trace, checkpoint.epochs(), checkpoint.epochSteps());
        TraceArrays.addSteps(trace, checkpoint.steps());
        recording.restore(checkpoint.recording());
        trace.epochs().forEach(this::follow);
        best = checkpoint.best();
        epochSeconds = checkpoint.epochSeconds();
    }

    @Override
    public void close() {
        trace.close();
    }
}
