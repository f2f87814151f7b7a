package io.epochline.analyzer.diagnosis;

import java.util.Optional;

/**
 * What is known about a run beside its curves.
 *
 * @param residuals of what estimates the targets
 * @param fit of the same
 * @param calibration of predicted deviations
 * @param choices of predicted classes or preferences
 */
public record Observations(
        RunFacts facts,
        Optional<Residuals> residuals,
        Optional<Fit> fit,
        Optional<Calibration> calibration,
        Optional<Choices> choices) {

    public static final Observations NONE = of(RunFacts.UNKNOWN);

    public static Observations of(RunFacts facts) {
        return new Observations(facts, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Observations of(Residuals residuals) {
        return new Observations(
                RunFacts.UNKNOWN, Optional.of(residuals), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
