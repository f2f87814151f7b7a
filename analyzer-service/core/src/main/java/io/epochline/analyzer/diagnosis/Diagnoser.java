package io.epochline.analyzer.diagnosis;

import io.epochline.analyzer.metrics.Metrics;
import io.epochline.artifacts.curve.Curves;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;

/** Asks every rule what it sees in a run. The same curves give the same diagnosis. */
public final class Diagnoser {

    private static final List<Rule> RULES = List.of(
            DivergenceRule::divergence,
            OverfittingRule::overfitting,
            InstabilityRule::instability,
            LearningRateRules::tooHigh,
            LearningRateRules::tooLow,
            ProgressRules::slowLearning,
            ProgressRules::plateau,
            ProgressRules::stillImproving,
            ResidualRules::heavyTails,
            ResidualRules::roughPredictions,
            ResidualRules::bias,
            ResidualRules::skewedErrors,
            ResidualRules::shiftedMass,
            ResidualRules::coarseErrors,
            ResidualRules::periodicErrors);

    private Diagnoser() {}

    public static Diagnosis diagnose(Curves curves) {
        return diagnose(curves, Optional.empty());
    }

    /** With what the validation predictions show, where the run has stored them. */
    public static Diagnosis diagnose(Curves curves, Residuals residuals) {
        return diagnose(curves, Optional.of(residuals));
    }

    private static Diagnosis diagnose(Curves curves, Optional<Residuals> residuals) {
        RunMetrics metrics = Metrics.of(curves);
        Case run = new Case(curves, metrics, residuals);
        List<Symptom> symptoms =
                RULES.stream().flatMap(rule -> rule.find(run).stream()).toList();
        return new Diagnosis(metrics, symptoms);
    }
}
