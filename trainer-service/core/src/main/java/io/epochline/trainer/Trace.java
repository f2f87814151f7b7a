package io.epochline.trainer;

import io.epochline.compute.engine.StepResult;
import io.epochline.events.RunSummary;
import java.io.Closeable;
import java.util.Map;

/** What a run has done so far: a number per step for each of four series, and a record per finished epoch. */
final class Trace implements Closeable {

    final DoubleSeries loss = new DoubleSeries();
    final DoubleSeries gradNorm = new DoubleSeries();
    final DoubleSeries stepNorm = new DoubleSeries();
    final DoubleSeries learningRate = new DoubleSeries();
    private final EpochSeries epochs = new EpochSeries();

    void add(StepResult step, double lr) {
        loss.add(step.loss());
        gradNorm.add(step.gradNorm());
        stepNorm.add(step.stepNorm());
        learningRate.add(lr);
    }

    void add(EpochRecord epoch) {
        epochs.add(epoch);
    }

    int steps() {
        return loss.size();
    }

    EpochSeries epochs() {
        return epochs;
    }

    /** How many steps had been taken when the epoch that is going on began. */
    int epochStart() {
        return epochs.isEmpty() ? 0 : epochs.last().endStep();
    }

    /** How many steps of the epoch that is going on have been taken. */
    int epochSteps() {
        return steps() - epochStart();
    }

    /** The number of the epoch with the lowest validation loss, the first of equals; 0 when none was finite. */
    int bestEpoch() {
        return epochs.best() == null ? 0 : epochs.best().epoch();
    }

    /**
     * @param rows of an epoch
     * @param seconds that the run took
     */
    RunSummary summary(int rows, int parameters, boolean stoppedEarly, double seconds) {
        EpochRecord best = epochs.best();
        return new RunSummary(
                epochs.size(),
                steps(),
                bestEpoch(),
                best == null ? null : best.valLoss(),
                epochs.isEmpty() ? null : epochs.last().valLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.first().trainLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.last().trainLoss(),
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
        epochs.close();
    }
}
