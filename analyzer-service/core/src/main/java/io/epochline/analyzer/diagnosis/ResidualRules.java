package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.INFO;
import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.events.Symptom;
import java.util.Optional;

/** What the errors of the predictions say. The bounds lie well outside what normal errors give, and are arbitrary. */
final class ResidualRules {

    /** Twenty times the share of a normal distribution. */
    static final double OUTLIERS = 0.01;

    static final double CLEAR_OUTLIERS = 0.02;

    static final double MANY_OUTLIERS = 0.03;

    /** Between normal (1.233) and Laplace (1.585). */
    static final double HEAVY_KURTOSIS = 1.45;

    static final double ROUGH = 1.5;
    static final double CLEARLY_ROUGH = 2.5;
    static final double VERY_ROUGH = 4;
    static final double BIASED = 0.1;
    static final double STRONGLY_BIASED = 0.3;
    static final double SKEWED = 0.2;
    static final double SHIFTED = 0.02;
    static final double COARSE = 0.7;
    static final double RIPPLING = 0.5;

    private ResidualRules() {}

    /**
     * {@code heavy_tails}: more than 1 % outliers, or a Moors kurtosis above 1.45. A warning from 2 % and severe from 3 %
     * on, unless the errors are broad: then whole stretches are wrong, not single values.
     */
    static Optional<Symptom> heavyTails(Case run) {
        return run.residuals()
                .filter(r -> r.outlierShare() > OUTLIERS || r.moorsKurtosis() > HEAVY_KURTOSIS)
                .map(r -> Evidence.symptom(
                        "heavy_tails",
                        tails(r),
                        "%s of %d validation errors lie beyond 3.5 robust deviations (normal: 0.05 %%)"
                                .formatted(Evidence.percent(r.outlierShare()), r.count()),
                        "their Moors kurtosis is %s (normal: 1.233)".formatted(Evidence.number(r.moorsKurtosis()))));
    }

    private static String tails(Residuals r) {
        if (r.outlierShare() <= CLEAR_OUTLIERS || r.coarseShare() > COARSE) {
            return INFO;
        }
        return r.outlierShare() > MANY_OUTLIERS ? SEVERE : WARNING;
    }

    /**
     * {@code rough_predictions}: predictions bend 1.5 times as much as targets along the last axis; a warning from 2.5 and
     * severe from 4 times on, as small networks in good health may bend twice as much.
     */
    static Optional<Symptom> roughPredictions(Case run) {
        return run.residuals()
                .filter(r -> r.roughness() > ROUGH)
                .map(r -> Evidence.symptom(
                        "rough_predictions",
                        r.roughness() > VERY_ROUGH ? SEVERE : r.roughness() > CLEARLY_ROUGH ? WARNING : INFO,
                        "predictions bend %s times as much as targets along the last axis"
                                .formatted(Evidence.number(r.roughness()))));
    }

    /** {@code bias}: the mean error exceeds 0.1 standard deviations and five standard errors. */
    static Optional<Symptom> bias(Case run) {
        return run.residuals()
                .filter(r -> Math.abs(r.bias()) > Math.max(BIASED, 5 / Math.sqrt(r.count())))
                .map(r -> Evidence.symptom(
                        "bias",
                        Math.abs(r.bias()) > STRONGLY_BIASED ? WARNING : INFO,
                        "predictions are too %s by %s standard deviations of the error on average"
                                .formatted(r.bias() > 0 ? "high" : "low", Evidence.number(Math.abs(r.bias())))));
    }

    /** {@code skewed_errors}: Bowley's skewness of the errors is beyond 0.2 in size. */
    static Optional<Symptom> skewedErrors(Case run) {
        return run.residuals()
                .filter(r -> r.count() >= 100 && Math.abs(r.bowleySkewness()) > SKEWED)
                .map(r -> Evidence.symptom(
                        "skewed_errors",
                        INFO,
                        "errors lean to one side: Bowley skewness %s".formatted(Evidence.number(r.bowleySkewness()))));
    }

    /** {@code shifted_mass}: centres of mass lie 2 % of the last axis apart on average. */
    static Optional<Symptom> shiftedMass(Case run) {
        return run.residuals()
                .filter(r -> r.shift() > SHIFTED)
                .map(r -> Evidence.symptom(
                        "shifted_mass",
                        r.shift() > 2 * SHIFTED ? WARNING : INFO,
                        "centres of mass of prediction and target lie %s of the last axis apart on average"
                                .formatted(Evidence.percent(r.shift()))));
    }

    /** {@code coarse_errors}: 70 % of the squared error remains when each four neighbours are averaged. */
    static Optional<Symptom> coarseErrors(Case run) {
        return run.residuals()
                .filter(r -> r.coarseShare() > COARSE)
                .map(r -> Evidence.symptom(
                        "coarse_errors",
                        INFO,
                        "%s of the squared error is broad: it stays when four neighbours are averaged"
                                .formatted(Evidence.percent(r.coarseShare()))));
    }

    /** {@code periodic_errors}: half of the variance of the errors along the last axis is one wave. */
    static Optional<Symptom> periodicErrors(Case run) {
        return run.residuals()
                .map(Residuals::ripple)
                .filter(ripple -> ripple.share() > RIPPLING)
                .map(ripple -> Evidence.symptom(
                        "periodic_errors",
                        WARNING,
                        "%s of the variance of errors along the last axis is a wave of %s positions"
                                .formatted(Evidence.percent(ripple.share()), Evidence.number(ripple.period()))));
    }
}
