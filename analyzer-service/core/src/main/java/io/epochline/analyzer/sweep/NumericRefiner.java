package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.ParameterRange;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * Refines a float or int range: grows it past an edge where elites gather there, shrinks it around elites that lie close
 * together or follow a trend, fixes it where they agree, and leaves it alone without reason to touch it.
 */
final class NumericRefiner {
    static final int ELITES_TO_SHRINK = 5;
    private static final double EDGE = 0.05;
    private static final double EDGE_ELITES = 0.25;
    private static final double GROWTH = 0.5;
    private static final double MARGIN = 0.1;
    private static final double WORTH_SHRINKING = 0.8;
    private static final double NOTABLE = 0.1;

    private final String parameter;
    private final Scale scale;
    private final Sweep sweep;
    private final DoublePredicate allowed;
    private final double[] values;
    private final double[] elites;
    private final RankCorrelation correlation;

    private NumericRefiner(String parameter, Scale scale, Sweep sweep, DoublePredicate allowed) {
        this.parameter = parameter;
        this.scale = scale;
        this.sweep = sweep;
        this.allowed = allowed;
        List<Trial> trials = with(parameter, sweep.finished());
        this.values = values(trials);
        this.elites = values(with(parameter, sweep.elites()));
        this.correlation = values.length < 2
                ? null
                : RankCorrelation.of(
                        values, trials.stream().mapToDouble(Trial::value).toArray());
    }

    /** @param allowed whether a job takes this value, asked before a range grows */
    static Refinement refine(String parameter, Scale scale, Sweep sweep, DoublePredicate allowed) {
        return new NumericRefiner(parameter, scale, sweep, allowed).refine();
    }

    private Refinement refine() {
        double[] distinct = Arrays.stream(values).distinct().toArray();
        if (values.length == 0) {
            return keep("no trial has a value");
        }
        if (distinct.length == 1) {
            return keep("only %s was tried".formatted(scale.print(distinct[0])));
        }
        boolean low = pressed(value -> scale.isAtLow(value, EDGE));
        boolean high = pressed(value -> scale.isAtHigh(value, EDGE));
        if (low != high) {
            return grow(high);
        }
        if (elites.length < ELITES_TO_SHRINK) {
            return keep("%d elite%s of %d trials, too few to shrink on (at least %d)"
                    .formatted(elites.length, elites.length == 1 ? "" : "s", values.length, ELITES_TO_SHRINK));
        }
        return low ? keep("elites gather at both edges") : shrink();
    }

    /** Whether elites gather at an edge: two at least, a quarter of them, and twice as many as would by chance. */
    private boolean pressed(DoublePredicate atEdge) {
        long hits = Arrays.stream(elites).filter(atEdge).count();
        double share = Math.max(EDGE_ELITES, 2 * scale.edgeShare(EDGE));
        return hits >= 2 && hits >= Math.min(1, share) * elites.length;
    }

    private Refinement grow(boolean upper) {
        double edge = upper ? scale.high() : scale.low();
        double grown = grown(upper);
        long hits = Arrays.stream(elites)
                .filter(value -> upper ? scale.isAtHigh(value, EDGE) : scale.isAtLow(value, EDGE))
                .count();
        String pressing = "%d of %d elites lie within 5 %% of the %s edge %s"
                .formatted(hits, elites.length, upper ? "upper" : "lower", scale.print(edge));
        if (grown == edge || !allowed.test(grown)) {
            return keep(pressing + ", but a job does not take values beyond it");
        }
        ParameterRange range = upper ? scale.range(scale.low(), grown) : scale.range(grown, scale.high());
        return searched(range, "expand", "%s, so it moves to %s".formatted(pressing, scale.print(grown)));
    }

    /** Half of the range further out; but a range of positive values stays positive, and one that begins at 0 does so. */
    private double grown(boolean upper) {
        double step = GROWTH * scale.width();
        if (upper) {
            return Math.max(scale.bound(scale.position(scale.high()) + step, true), scale.high());
        }
        double grown = scale.bound(scale.position(scale.low()) - step, false);
        if (scale.low() >= 0 && grown <= 0) {
            grown = scale.low() > 0 ? scale.bound(scale.position(scale.low() / 2), scale.whole()) : 0;
        }
        return Math.min(grown, scale.low());
    }

    /** Around elites that gather; where there is only a trend, from the worse side, as what is better may lie further on. */
    private Refinement shrink() {
        double[] positions = positions(values);
        Gathering gathering = Gathering.of(positions, positions(elites));
        boolean gathered = gathering.pValue() < NOTABLE;
        if (!gathered && correlation.pValue() >= NOTABLE) {
            return keep("the elites lie scattered and follow no trend");
        }
        String why = gathered
                ? "%d elites gather between %s and %s (%s of as close by chance)"
                        .formatted(
                                elites.length,
                                scale.print(scale.value(gathering.low())),
                                scale.print(scale.value(gathering.high())),
                                Numbers.p(gathering.pValue()))
                : "%d elites between %s and %s follow the trend"
                        .formatted(
                                elites.length,
                                scale.print(scale.value(gathering.low())),
                                scale.print(scale.value(gathering.high())));
        if (gathering.width() == 0) {
            double value = elites[0];
            return new Refinement.Fixed(
                    scale.whole() ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value),
                    finding("fix", "all %d elites have %s".formatted(elites.length, scale.print(value))));
        }
        double margin = MARGIN * gathering.width();
        boolean fromBelow = gathered || greaterIsBetter();
        boolean fromAbove = gathered || !greaterIsBetter();
        double low = fromBelow ? Math.max(scale.bound(gathering.low() - margin, false), scale.low()) : scale.low();
        double high = fromAbove ? Math.min(scale.bound(gathering.high() + margin, true), scale.high()) : scale.high();
        if (scale.position(high) - scale.position(low) > WORTH_SHRINKING * scale.width()) {
            return keep(why + ", which is nearly the whole range");
        }
        return searched(scale.range(low, high), "shrink", why);
    }

    private Refinement keep(String reason) {
        return searched(scale.range(scale.low(), scale.high()), "keep", reason);
    }

    private Refinement searched(ParameterRange range, String action, String reason) {
        return new Refinement.Searched(range, finding(action, reason));
    }

    private Finding finding(String action, String reason) {
        return correlation == null
                ? new Finding(parameter, null, null, action, reason)
                : new Finding(parameter, correlation.rho(), correlation.pValue(), action, trend() + reason);
    }

    private boolean greaterIsBetter() {
        return correlation.rho() > 0 == sweep.maximizes();
    }

    private String trend() {
        if (correlation.pValue() >= NOTABLE) {
            return "no clear trend (ρ = %s, %s); "
                    .formatted(Numbers.rho(correlation.rho()), Numbers.p(correlation.pValue()));
        }
        return "%s is better (ρ = %s, %s%s); "
                .formatted(
                        greaterIsBetter() ? "greater" : "smaller",
                        Numbers.rho(correlation.rho()),
                        Numbers.p(correlation.pValue()),
                        sweep.adaptive() ? ", descriptive: the sampler adapted" : "");
    }

    private static List<Trial> with(String parameter, List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.parameters().containsKey(parameter)
                        && trial.parameters().get(parameter).isNumber())
                .toList();
    }

    private double[] values(List<Trial> trials) {
        return trials.stream()
                .mapToDouble(trial -> trial.parameters().get(parameter).doubleValue())
                .toArray();
    }

    private double[] positions(double[] values) {
        return Arrays.stream(values).map(scale::position).toArray();
    }
}
