package io.epochline.trainer;

import io.epochline.events.spec.TrainingJob.EarlyStopping;

/**
 * Whether the validation loss has stopped falling. Depends on nothing but the losses, so a resumed run decides alike.
 *
 * @param rule null when a run always takes all its epochs
 * @param best the loss that is to be beaten
 * @param waited for how many epochs it has not been
 */
record EarlyStop(EarlyStopping rule, double best, int waited) {

    static EarlyStop of(EarlyStopping rule) {
        return new EarlyStop(rule, Double.POSITIVE_INFINITY, 0);
    }

    EarlyStop after(double valLoss) {
        if (rule == null) {
            return this;
        }
        return valLoss < best - rule.minDelta()
                ? new EarlyStop(rule, valLoss, 0)
                : new EarlyStop(rule, best, waited + 1);
    }

    boolean due() {
        return rule != null && waited >= rule.patience();
    }
}
