package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.INFO;
import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a run's figures can be believed, and are worth anything. All bounds are arbitrary. */
final class TrustRules {

    /** Share of validation examples that are there twice. */
    static final double REPEATED = 0.05;

    /** Where normal errors would give 0.683. */
    static final double LOW_COVERAGE = 0.55;

    static final double HIGH_COVERAGE = 0.8;

    /** Few wild errors can leave most of the others within a sigma; then sigmas are not too wide. */
    static final double LOW_SPREAD = 0.8;

    /** Share of examples that a classifier is sure about and wrong. */
    static final double CONFIDENTLY_WRONG = 0.05;

    static final double CHANNEL_RATIO = 3;
    static final double CHANNEL_UNEXPLAINED = 0.05;

    private TrustRules() {}

    /**
     * {@code worse_than_baseline}: the best constant, or always giving the commonest answer, or guessing, would do as well
     * as what was learnt.
     */
    static Optional<Symptom> worseThanBaseline(Case run) {
        return constantIsBetter(run).or(() -> commonestIsBetter(run)).or(() -> guessingIsBetter(run));
    }

    private static Optional<Symptom> constantIsBetter(Case run) {
        return run.seen()
                .fit()
                .filter(fit -> fit.explained() <= 0)
                .map(fit -> Evidence.symptom(
                        "worse_than_baseline",
                        SEVERE,
                        "predictions explain %s of the variance of the validation targets; their mean explains 0 %%"
                                .formatted(Evidence.percent(fit.explained()))));
    }

    private static Optional<Symptom> commonestIsBetter(Case run) {
        return run.seen()
                .choices()
                .filter(choices -> choices.count() >= 20 && choices.accuracy() <= choices.commonest())
                .map(choices -> Evidence.symptom(
                        "worse_than_baseline",
                        SEVERE,
                        "%s of %d validation examples are right; always giving the commonest answer makes %s"
                                .formatted(
                                        Evidence.percent(choices.accuracy()),
                                        choices.count(),
                                        Evidence.percent(choices.commonest()))));
    }

    private static Optional<Symptom> guessingIsBetter(Case run) {
        Curves curves = run.curves();
        Integer classes = run.facts().classes();
        List<Point> points = curves.yardstick().finite();
        if (classes == null
                || classes < 2
                || points.size() < 2
                || curves.direction() != Direction.MAX
                || !curves.yardstick().name().contains("accuracy")) {
            return Optional.empty();
        }
        Point last = points.getLast();
        boolean percent = points.stream().anyMatch(point -> point.value() > 1);
        double chance = (percent ? 100.0 : 1.0) / classes;
        return last.value() < chance
                ? Optional.of(Evidence.symptom(
                        "worse_than_baseline",
                        SEVERE,
                        "%s ends with %s; guessing one of %d makes %s"
                                .formatted(
                                        curves.yardstick().name(),
                                        Evidence.at(curves, last),
                                        classes,
                                        Evidence.number(chance))))
                : Optional.empty();
    }

    /**
     * {@code leakage}: the split keeps no groups together although the data names them, or more than 5 % of the validation
     * examples occur there twice, so that as many have a twin in the training part.
     */
    static Optional<Symptom> leakage(Case run) {
        List<String> evidence = new ArrayList<>();
        if (Boolean.TRUE.equals(run.facts().mixedGroups())) {
            evidence.add("rows that belong together stand on both sides of the split: the data names groups, the split"
                    + " does not keep them together");
        }
        run.seen()
                .fit()
                .map(Fit::repeated)
                .filter(repeated -> repeated > REPEATED)
                .ifPresent(repeated -> evidence.add(
                        "%s of the validation examples are there before, with the same target and the same prediction"
                                .formatted(Evidence.percent(repeated))));
        return evidence.isEmpty() ? Optional.empty() : Optional.of(new Symptom("leakage", WARNING, evidence));
    }

    /**
     * {@code miscalibrated_sigma}: fewer than 55 % of the errors lie within one σ, or more than 80 % do and all errors
     * together are small beside their σ.
     */
    static Optional<Symptom> miscalibrated(Case run) {
        return run.seen()
                .calibration()
                .filter(c -> c.coverage() < LOW_COVERAGE || c.coverage() > HIGH_COVERAGE && c.spread() < LOW_SPREAD)
                .map(c -> Evidence.symptom(
                        "miscalibrated_sigma",
                        c.coverage() < LOW_COVERAGE ? WARNING : INFO,
                        "%s of %d errors lie within one predicted sigma (honest: 68.3 %%), so sigmas are too %s"
                                .formatted(
                                        Evidence.percent(c.coverage()),
                                        c.count(),
                                        c.coverage() < LOW_COVERAGE ? "narrow" : "wide"),
                        "errors over sigmas have a root mean square of %s (honest: 1)"
                                .formatted(Evidence.number(c.spread()))));
    }

    /** {@code confident_errors}: more than 5 % of the examples are wrong with a probability of 0.9 or more. */
    static Optional<Symptom> confidentErrors(Case run) {
        return run.seen()
                .choices()
                .filter(choices -> choices.count() >= 20 && choices.confidentlyWrong() > CONFIDENTLY_WRONG)
                .map(choices -> Evidence.symptom(
                        "confident_errors",
                        WARNING,
                        "%s of %d validation examples are wrong with a probability of 0.9 or more for the wrong answer"
                                .formatted(Evidence.percent(choices.confidentlyWrong()), choices.count())));
    }

    /** {@code uneven_channels}: one channel leaves three times as much of its variance unexplained as the others. */
    static Optional<Symptom> unevenChannels(Case run) {
        return run.seen()
                .fit()
                .filter(fit -> fit.channelRatio() > CHANNEL_RATIO && fit.channelUnexplained() > CHANNEL_UNEXPLAINED)
                .map(fit -> Evidence.symptom(
                        "uneven_channels",
                        INFO,
                        "channel %d leaves %s of its variance unexplained, %s times as much as the others"
                                .formatted(
                                        fit.worstChannel(),
                                        Evidence.percent(fit.channelUnexplained()),
                                        Evidence.number(fit.channelRatio()))));
    }
}
