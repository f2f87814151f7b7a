package io.epochline.trainer;

import io.epochline.compute.engine.StepResult;
import io.epochline.events.RunSummary;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a run has done so far: a number per step for each of four series, and a record per finished epoch. */
final class Trace implements Closeable {

    final DoubleSeries loss = new DoubleSeries();
    final DoubleSeries gradNorm = new DoubleSeries();
    final DoubleSeries stepNorm = new DoubleSeries();
    final DoubleSeries learningRate = new DoubleSeries();
    private final List<EpochRecord> epochs = new ArrayList<>();
    private int bestEpoch;
    private double seconds;

    void add(StepResult step, double lr) {
        loss.add(step.loss());
        gradNorm.add(step.gradNorm());
        stepNorm.add(step.stepNorm());
        learningRate.add(lr);
    }

    void add(EpochRecord epoch) {
        epochs.add(epoch);
        seconds += epoch.seconds();
        double lowest = bestEpoch == 0
                ? Double.POSITIVE_INFINITY
                : epochs.get(bestEpoch - 1).valLoss();
        if (epoch.valLoss() < lowest) {
            bestEpoch = epoch.epoch();
        }
    }

    int steps() {
        return loss.size();
    }

    List<EpochRecord> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** How many steps had been taken when the epoch that is going on began. */
    int epochStart() {
        return epochs.isEmpty() ? 0 : epochs.getLast().endStep();
    }

    /** How many steps of the epoch that is going on have been taken. */
    int epochSteps() {
        return steps() - epochStart();
    }

    /** The number of the epoch with the lowest validation loss, the first of equals; 0 when none was finite. */
    int bestEpoch() {
        return bestEpoch;
    }

    /** That the finished epochs took. */
    double seconds() {
        return seconds;
    }

    /**
     * @param rows of an epoch
     * @param seconds that the run took
     */
    RunSummary summary(int rows, int parameters, boolean stoppedEarly, double seconds) {
        EpochRecord best = bestEpoch > 0 ? epochs.get(bestEpoch - 1) : null;
        return new RunSummary(
                epochs.size(),
                steps(),
                bestEpoch,
                best == null ? null : best.valLoss(),
                epochs.isEmpty() ? null : epochs.getLast().valLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getFirst().trainLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getLast().trainLoss(),
                best == null ? Map.of() : best.metrics(),
                stoppedEarly,
                seconds,
                (double) rows * epochs.size() / Math.max(seconds, 1e-9),
                parameters);
    }

    @Override
    public void close() {
        loss.close();
        gradNorm.close();
        stepNorm.close();
        learningRate.close();
    }
}
