package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;
import static io.epochline.analyzer.diagnosis.Evidence.WARNING;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;

/** What a training curve alone can say about the learning rate; all bounds are arbitrary. */
final class LearningRateRules {

    /** A jump in {@code this} share of the training steps points at steps that are too long. */
    static final double JUMPS = 0.3;

    /** Late progress of at least this share of early progress means that the curve is still a straight line. */
    static final double STRAIGHT = 0.5;

    /** A run that gained more than this over its length has learnt enough not to blame the learning rate. */
    static final double LITTLE_GAIN = 0.3;

    /** This share of the steps must get better: a straight line, not noise. */
    static final double STEADY = 0.8;

    /** A model that explains less than this of the variance has learnt nothing. */
    static final double NOTHING = 0.1;

    private LearningRateRules() {}

    /**
     * {@code learning_rate_too_high}: a training value is not finite, the first steps double the loss, training jumps in at
     * least 30 % of its steps, or the first epoch threw the model off and nothing was learnt after.
     */
    static Optional<Symptom> tooHigh(Case run) {
        Curves curves = run.curves();
        List<Point> points = curves.train().points();
        List<Point> finite = curves.train().finite();
        if (finite.size() < points.size()) {
            String sentence = DivergenceRule.firstNonFinite(curves).orElseThrow();
            return Optional.of(Evidence.symptom("learning_rate_too_high", SEVERE, sentence));
        }
        if (points.size() < 3) {
            return Optional.empty();
        }
        Point first = points.getFirst();
        Point second = points.get(1);
        if (curves.direction() == Direction.MIN && first.value() > 0 && second.value() > 2 * first.value()) {
            return Optional.of(Evidence.symptom(
                    "learning_rate_too_high",
                    WARNING,
                    "%s more than doubled at once: %s, then %s"
                            .formatted(
                                    curves.train().name(), Evidence.at(curves, first), Evidence.at(curves, second))));
        }
        Optional<Symptom> thrown = thrownOff(run, first);
        if (thrown.isPresent()) {
            return thrown;
        }
        List<Integer> jumps = InstabilityRule.jumps(finite, curves.direction());
        return jumps.size() >= 3 && jumps.size() >= JUMPS * (finite.size() - 1)
                ? Optional.of(Evidence.symptom(
                        "learning_rate_too_high",
                        WARNING,
                        "%s jumps back in %d of %d steps, the first time to %s"
                                .formatted(
                                        curves.train().name(),
                                        jumps.size(),
                                        finite.size() - 1,
                                        Evidence.at(curves, finite.get(jumps.getFirst())))))
                : Optional.empty();
    }

    /** The mean of the first epoch is above twice the loss of its first step, and the predictions explain next to nothing. */
    private static Optional<Symptom> thrownOff(Case run, Point first) {
        Double before = run.facts().firstLoss();
        boolean nothing = run.seen().fit().map(fit -> fit.explained() < NOTHING).orElse(false);
        return nothing && before != null && before > 0 && first.value() > 2 * before
                ? Optional.of(Evidence.symptom(
                        "learning_rate_too_high",
                        SEVERE,
                        "the first step's loss was %s, the first epoch's %s, and the model never came back from there"
                                .formatted(Evidence.number(before), Evidence.number(first.value()))))
                : Optional.empty();
    }

    /**
     * {@code learning_rate_too_low}: training gets better in nearly every step, as fast at the end as at the beginning,
     * and yet gained less than 30 % or explains next to nothing.
     */
    static Optional<Symptom> tooLow(Case run) {
        Curves curves = run.curves();
        List<Point> points = curves.train().finite();
        if (points.size() < 6 || points.size() < curves.train().size()) {
            return Optional.empty();
        }
        Direction direction = curves.direction();
        int half = points.size() / 2;
        Point first = points.getFirst();
        Point middle = points.get(half);
        Point last = points.getLast();
        double early = direction.gain(first.value(), middle.value()) / half;
        double late = direction.gain(middle.value(), last.value()) / (points.size() - 1 - half);
        double gain = direction.gain(first.value(), last.value()) / Math.abs(first.value());
        boolean little = gain < LITTLE_GAIN
                || run.seen().fit().map(fit -> fit.explained() < NOTHING).orElse(false);
        boolean low = gain > 0 && little && late >= STRAIGHT * early && steady(points, direction);
        return low
                ? Optional.of(Evidence.symptom(
                        "learning_rate_too_low",
                        WARNING,
                        "%s falls in a straight line: %s, then %s, a gain of %s in %d steps"
                                .replace("falls", direction == Direction.MIN ? "falls" : "rises")
                                .formatted(
                                        curves.train().name(),
                                        Evidence.at(curves, first),
                                        Evidence.at(curves, last),
                                        Evidence.percent(gain),
                                        points.size() - 1)))
                : Optional.empty();
    }

    private static boolean steady(List<Point> points, Direction direction) {
        int better = 0;
        for (int i = 1; i < points.size(); i++) {
            better += direction.better(points.get(i).value(), points.get(i - 1).value()) ? 1 : 0;
        }
        return better >= STEADY * (points.size() - 1);
    }
}
