package io.epochline.trainer;

import io.epochline.events.spec.TrainingJob.EarlyStopping;
import java.util.List;

/** Whether the validation loss has stopped falling. Depends on nothing but the losses, so a resumed run decides alike. */
final class EarlyStop {

    private EarlyStop() {}

    /** @param rule absent when a run always takes all its epochs */
    static boolean due(EarlyStopping rule, List<EpochRecord> epochs) {
        if (rule == null) {
            return false;
        }
        double best = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (EpochRecord epoch : epochs) {
            boolean better = epoch.valLoss() < best - rule.minDelta();
            best = better ? epoch.valLoss() : best;
            waited = better ? 0 : waited + 1;
        }
        return waited >= rule.patience();
    }
}
