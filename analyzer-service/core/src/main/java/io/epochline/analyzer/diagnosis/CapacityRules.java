package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.INFO;
import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.analyzer.metrics.Metrics;
import io.epochline.artifacts.curve.Curves;
import io.epochline.events.Symptom;
import java.util.Locale;
import java.util.Optional;

/** Whether model, batch and regularisation suit the data; all need facts about the run, and all bounds are arbitrary. */
final class CapacityRules {

    /** A model with more parameters than this for each number in the training targets can learn them by heart. */
    static final double PARAMETERS_PER_TARGET = 5;

    /** Far more cannot be told from anything. */
    static final double MANY_PARAMETERS_PER_TARGET = 50;

    /** A model with fewer than one parameter for so many numbers has little room. */
    static final double TARGETS_PER_PARAMETER = 20;

    static final double MANY_TARGETS_PER_PARAMETER = 100;

    /** Predictions that explain more than this of the variance have room enough. */
    static final double EXPLAINED = 0.9;

    /** Predictions that explain less have nothing that regularisation could protect. */
    static final double NOTHING = 0.1;

    /** Fewer steps than this in an epoch make epochs that move little. */
    static final int STEPS_PER_EPOCH = 8;

    static final double HIGH_DROPOUT = 0.5;
    static final double HIGH_DECAY = 0.01;
    static final double HIGH_DECOUPLED_DECAY = 0.5;

    /** Validation that is worse than training by less than this leaves nothing to regularise. */
    static final double SMALL_GAP = 0.05;

    /** Training that gets worse by this after its best is pulled back. */
    static final double TRAINING_LOST = 0.1;

    private CapacityRules() {}

    /** {@code model_too_large}: it overfits, and has more than five parameters for each number in the training targets. */
    static Optional<Symptom> modelTooLarge(Case run) {
        RunFacts facts = run.facts();
        if (facts.parameters() == null
                || facts.trainRows() == null
                || OverfittingRule.overfitting(run).isEmpty()) {
            return Optional.empty();
        }
        double perTarget = facts.parameters() / targets(facts);
        return perTarget > PARAMETERS_PER_TARGET
                ? Optional.of(Evidence.symptom(
                        "model_too_large",
                        perTarget > MANY_PARAMETERS_PER_TARGET ? SEVERE : WARNING,
                        "%,d parameters learn from %,d examples, %s for each number in their targets"
                                .formatted(facts.parameters(), facts.trainRows(), Evidence.number(perTarget))))
                : Optional.empty();
    }

    /**
     * {@code model_too_small}: the gap is not severe, the predictions leave more than 10 % of the variance unexplained, and
     * there are more than twenty numbers to learn for each parameter.
     */
    static Optional<Symptom> modelTooSmall(Case run) {
        RunFacts facts = run.facts();
        Double gap = run.metrics().gap();
        double explained = run.seen().fit().map(Fit::explained).orElse(Double.NaN);
        if (facts.parameters() == null || facts.trainRows() == null || gap == null || gap > Metrics.SEVERE_GAP) {
            return Optional.empty();
        }
        double perParameter = targets(facts) / facts.parameters();
        return perParameter > TARGETS_PER_PARAMETER && explained < EXPLAINED
                ? Optional.of(Evidence.symptom(
                        "model_too_small",
                        perParameter > MANY_TARGETS_PER_PARAMETER ? SEVERE : WARNING,
                        "%,d parameters for %s numbers to learn explain %s of the variance, and overfit little"
                                .formatted(
                                        facts.parameters(),
                                        String.format(Locale.ROOT, "%,.0f", targets(facts)),
                                        Evidence.percent(explained))))
                : Optional.empty();
    }

    /**
     * {@code batch_too_large}: an epoch has fewer than eight steps, and learning has not come to its end: the trend is
     * improving, or the improvement rate is not good.
     */
    static Optional<Symptom> batchTooLarge(Case run) {
        RunFacts facts = run.facts();
        if (facts.batchSize() == null || facts.trainRows() == null || facts.batchSize() < 2) {
            return Optional.empty();
        }
        int steps = Math.ceilDiv(facts.trainRows(), facts.batchSize());
        Double rate = run.metrics().improvementRate();
        boolean unfinished = Metrics.IMPROVING.equals(run.metrics().trend())
                || rate != null
                        && rate < Metrics.GOOD_IMPROVEMENT
                        && run.curves().train().size() > 2;
        boolean learns = OverfittingRule.overfitting(run).isEmpty();
        return steps < STEPS_PER_EPOCH && unfinished && learns
                ? Optional.of(Evidence.symptom(
                        "batch_too_large",
                        steps <= 2 ? SEVERE : WARNING,
                        "batches of %d of %,d examples make %d steps an epoch, and learning had not come to its end"
                                .formatted(facts.batchSize(), facts.trainRows(), steps)))
                : Optional.empty();
    }

    /**
     * {@code over_regularised}: dropout of 0.5, or weight decay of 0.01 (0.5 where it stands beside the step), while
     * validation is no worse than training by 5 %, or training itself gets worse by 10 %, or nothing at all is explained;
     * and little was learnt: less than half of the first loss is gone, or less than 90 % of the variance is explained.
     */
    static Optional<Symptom> overRegularised(Case run) {
        RunFacts facts = run.facts();
        Double gap = run.metrics().gap();
        Double rate = run.metrics().improvementRate();
        String by = strongest(facts);
        if (by == null || gap == null || rate == null || run.curves().train().size() < 3) {
            return Optional.empty();
        }
        double lost = lost(run.curves());
        double explained = run.seen().fit().map(Fit::explained).orElse(Double.NaN);
        boolean little = rate < Metrics.GOOD_IMPROVEMENT || explained < EXPLAINED;
        if (!little || gap > SMALL_GAP && lost < TRAINING_LOST && !(explained < NOTHING)) {
            return Optional.empty();
        }
        String yet;
        if (gap <= SMALL_GAP) {
            yet = "validation is %s than training"
                    .formatted(
                            gap > 0 ? "only " + Evidence.percent(gap) + " worse" : Evidence.percent(-gap) + " better");
        } else {
            yet = lost < TRAINING_LOST
                    ? "predictions explain %s of the variance".formatted(Evidence.percent(explained))
                    : "training got %s worse after its best".formatted(Evidence.percent(lost));
        }
        return Optional.of(Evidence.symptom(
                "over_regularised",
                rate < Metrics.SLOW_IMPROVEMENT ? SEVERE : WARNING,
                "%s, yet %s, and validation improved by only %s".formatted(by, yet, Evidence.percent(rate))));
    }

    private static double lost(Curves curves) {
        double best = curves.train().best(curves.direction()).orElseThrow().value();
        double last = curves.train().finite().getLast().value();
        return -curves.direction().gain(best, last) / Math.max(Math.abs(best), Double.MIN_NORMAL);
    }

    private static String strongest(RunFacts facts) {
        if (facts.dropout() != null && facts.dropout() >= HIGH_DROPOUT) {
            return "dropout is " + Evidence.number(facts.dropout());
        }
        double bound = Boolean.TRUE.equals(facts.decoupledDecay()) ? HIGH_DECOUPLED_DECAY : HIGH_DECAY;
        return facts.weightDecay() != null && facts.weightDecay() >= bound
                ? "weight decay is " + Evidence.number(facts.weightDecay())
                : null;
    }

    /** {@code precision_overhead}: arithmetic in 64 bits, which training does not need. */
    static Optional<Symptom> precisionOverhead(Case run) {
        String precision = run.facts().precision();
        boolean doubled =
                precision != null && precision.toLowerCase(Locale.ROOT).matches("f64|fp64|.*float64|double|64");
        return doubled
                ? Optional.of(Evidence.symptom(
                        "precision_overhead",
                        INFO,
                        "it trains in %s: twice the memory of 32 bits, and slower".formatted(precision)))
                : Optional.empty();
    }

    private static double targets(RunFacts facts) {
        return (double) facts.trainRows() * (facts.targetSize() == null ? 1 : facts.targetSize());
    }
}
