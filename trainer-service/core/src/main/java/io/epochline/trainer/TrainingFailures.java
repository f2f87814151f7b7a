package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.FailureCode;

/** What keeps the training of a network from succeeding, in words. */
final class TrainingFailures {

    private TrainingFailures() {}

    static Failure diverged(Trace trace, double lr) {
        return Failure.of(
                FailureCode.DIVERGED,
                "The loss or its gradient was not finite at step %d (epoch %d): loss %s, gradient norm %s. "
                                .formatted(
                                        trace.steps(),
                                        trace.epochs().size() + 1,
                                        trace.loss.last(),
                                        trace.gradNorm.last())
                        + "Maybe a smaller optimizer.lr than %s, or a clip_norm.".formatted(lr));
    }

    static Failure neverFinite(Trace trace) {
        return Failure.of(
                FailureCode.DIVERGED,
                "The objective was not finite on the validation set in any of %d epochs."
                        .formatted(trace.epochs().size()));
    }

    static Failure tooSlow(Trace trace, double timeLimit, int stepsPerEpoch) {
        return Failure.of(
                FailureCode.TIME_LIMIT,
                "No epoch ended within time_limit: %s s were enough for %d steps, an epoch has %d. Maybe a longer time_limit."
                        .formatted(timeLimit, trace.steps(), stepsPerEpoch));
    }
}
