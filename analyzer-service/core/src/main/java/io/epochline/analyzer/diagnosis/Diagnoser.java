package io.epochline.analyzer.diagnosis;

import io.epochline.analyzer.metrics.Metrics;
import io.epochline.artifacts.curve.Curves;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.List;

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
            ResidualRules::periodicErrors,
            CapacityRules::modelTooLarge,
            CapacityRules::modelTooSmall,
            CapacityRules::batchTooLarge,
            CapacityRules::overRegularised,
            CapacityRules::precisionOverhead,
            TrustRules::worseThanBaseline,
            TrustRules::leakage,
            TrustRules::miscalibrated,
            TrustRules::confidentErrors,
            TrustRules::unevenChannels);

    private Diagnoser() {}

    public static Diagnosis diagnose(Curves curves) {
        return diagnose(curves, Observations.NONE);
    }

    /** With what is known beside the curves, such as what the stored validation predictions show. */
    public static Diagnosis diagnose(Curves curves, Observations seen) {
        RunMetrics metrics = Metrics.of(curves);
        Case run = new Case(curves, metrics, seen);
        List<Symptom> symptoms =
                RULES.stream().flatMap(rule -> rule.find(run).stream()).toList();
        return new Diagnosis(metrics, symptoms, seen);
    }
}
