package io.epochline.analyzer.proposal;

import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.diagnosis.Residuals;
import io.epochline.compute.loss.Loss;
import io.epochline.events.Cost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Composes losses of terms:
 *
 * <pre>
 *   loss      = core | share*core + share*companion
 *   core      = huber(delta=…) | charbonnier(epsilon=…) | log_cosh | quantile(q=…) | gaussian_nll | cross_entropy(…) | …
 *   companion = 1 - pearson | spectral | wasserstein | second_difference(pred - target) | huber(mu, …) | …
 * </pre>
 *
 * <p>What evidence decides it decides: {@code ${delta}} is 1.345 robust standard deviations of the validation errors (of
 * normal errors the loss then keeps 95 % of the efficiency of squares; Huber 1964), {@code ${epsilon}} a tenth of one,
 * {@code ${quantile}} lies on the side towards which predictions must move. Shares are drawn.
 */
final class LossGrammar {

    private static final double[] SHARES = {0.1, 0.2, 0.3};
    private static final double EFFICIENT = 1.345;

    /** What a companion's merit counts beside a core's. */
    private static final double BESIDE = 0.7;

    private final Diagnosis diagnosis;
    private final CurrentSetup setup;
    private final RandomGenerator random;

    LossGrammar(Diagnosis diagnosis, CurrentSetup setup, RandomGenerator random) {
        this.diagnosis = diagnosis;
        this.setup = setup;
        this.random = random;
    }

    /** Every core that fits the task: alone where a symptom calls for it, and with every companion that one calls for. */
    List<Candidate> compose() {
        return compose(Merit::called);
    }

    /** Every core that fits the task, alone and with every companion, whether a symptom calls for them or not. */
    List<Candidate> composeAll() {
        return compose(merit -> true);
    }

    private List<Candidate> compose(Predicate<Merit> wanted) {
        List<Remedies.Term> companions = terms(Remedies.Role.COMPANION).stream()
                .filter(companion -> wanted.test(merit(companion)))
                .toList();
        List<Candidate> composed = new ArrayList<>();
        for (Remedies.Term core : terms(Remedies.Role.CORE)) {
            Candidate alone = alone(core);
            if (wanted.test(alone.merit())) {
                composed.add(alone);
            }
            for (Remedies.Term companion : companions) {
                composed.add(pair(alone, companion));
            }
        }
        return composed;
    }

    private List<Remedies.Term> terms(Remedies.Role role) {
        Task task = Task.of(setup);
        return Remedies.KNOWN.terms().stream()
                .filter(term -> term.role() == role && term.head() == setup.head())
                .filter(term -> term.task() == null || term.task() == task)
                .toList();
    }

    private Candidate alone(Remedies.Term core) {
        return new Candidate(
                core.name(),
                core.family(),
                new Change.NewLoss(Loss.parse(filled(core)).canonical()),
                merit(core).with(reason(core)),
                core.expectedEffect(),
                core.risk(),
                Cost.SAME);
    }

    private Candidate pair(Candidate core, Remedies.Term companion) {
        double share = SHARES[random.nextInt(SHARES.length)];
        String expression = "%s*(%s) + %s*(%s)"
                .formatted(
                        BigDecimal.ONE.subtract(BigDecimal.valueOf(share)),
                        ((Change.NewLoss) core.change()).expression(),
                        share,
                        filled(companion));
        Merit beside = merit(companion);
        boolean led = beside.score() > core.merit().score();
        return new Candidate(
                core.name() + " + " + companion.name(),
                led ? companion.family() : core.family(),
                new Change.NewLoss(Loss.parse(expression).canonical()),
                core.merit().and(BESIDE, beside),
                led ? companion.expectedEffect() : core.expectedEffect(),
                companion.risk(),
                Cost.SAME);
    }

    private Merit merit(Remedies.Term term) {
        return Merit.of(term.prior(), term.answers(), diagnosis);
    }

    /** Only where a symptom calls for the term: a number of its own is no reason. */
    private Optional<String> reason(Remedies.Term core) {
        return merit(core).called() && core.expression().contains("${delta}")
                ? diagnosis
                        .seen()
                        .residuals()
                        .map(r -> "delta is 1.345 robust standard deviations of the validation errors, which are %s"
                                .formatted(rounded(r.scale())))
                : Optional.empty();
    }

    private String filled(Remedies.Term term) {
        double scale = diagnosis
                .seen()
                .residuals()
                .map(Residuals::scale)
                .filter(value -> value > 0)
                .orElse(1 / EFFICIENT);
        boolean low = diagnosis.seen().residuals().map(r -> r.bias() <= 0).orElse(true);
        return term.expression()
                .replace("${delta}", rounded(EFFICIENT * scale))
                .replace("${epsilon}", rounded(scale / 10))
                .replace("${quantile}", low ? "0.6" : "0.4");
    }

    /** Two digits: more would say what the evidence does not. */
    private static String rounded(double value) {
        return new BigDecimal(value).round(new MathContext(2)).toPlainString();
    }
}
