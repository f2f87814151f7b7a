package io.epochline.trainer;

import io.epochline.compute.engine.StepResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a run has done so far: a number per step for each of four series, and a record per finished epoch. */
final class Trace {

    final DoubleSeries loss = new DoubleSeries();
    final DoubleSeries gradNorm = new DoubleSeries();
    final DoubleSeries stepNorm = new DoubleSeries();
    final DoubleSeries learningRate = new DoubleSeries();
    private final List<EpochRecord> epochs = new ArrayList<>();

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

    List<EpochRecord> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** How many steps had been taken when the epoch that is going on began. */
    int epochStart() {
        return epochs.isEmpty() ? 0 : epochs.getLast().endStep();
    }

    /** The number of the epoch with the lowest validation loss, the first of equals; 0 when none was finite. */
    int bestEpoch() {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord epoch : epochs) {
            if (epoch.valLoss() < lowest) {
                best = epoch.epoch();
                lowest = epoch.valLoss();
            }
        }
        return best;
    }
}
