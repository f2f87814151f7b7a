package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.ParameterRange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Refines a category: settles on the choice that all elites share, or drops the choices that had their chance. */
final class CategoryRefiner {
    /** A choice had its chance when this many trials took it. */
    private static final int FAIR_CHANCE = 3;

    /** What the trials with one choice came to. */
    private record Effect(JsonNode choice, long trials, double mean, long elites) {}

    private final String parameter;
    private final Sweep sweep;
    private final ParameterRange.Categorical range;
    private final List<Effect> effects;

    private CategoryRefiner(String parameter, ParameterRange.Categorical range, Sweep sweep) {
        this.parameter = parameter;
        this.range = range;
        this.sweep = sweep;
        Comparator<Effect> ascending = Comparator.comparingDouble(Effect::mean);
        this.effects = range.choices().stream()
                .map(this::effect)
                .filter(effect -> effect.trials() > 0)
                .sorted(sweep.maximizes() ? ascending.reversed() : ascending)
                .toList();
    }

    static Refinement refine(String parameter, ParameterRange.Categorical range, Sweep sweep) {
        return new CategoryRefiner(parameter, range, sweep).refine();
    }

    private Refinement refine() {
        if (effects.isEmpty()) {
            return keep("no trial has a value");
        }
        Effect best = effects.get(0);
        if (effects.size() == 1) {
            return keep("only %s was tried".formatted(best.choice()));
        }
        int elites = sweep.elites().size();
        if (elites < NumericRefiner.ELITES_TO_SHRINK) {
            return keep("%s; %d elite%s, too few to decide on (at least %d)"
                    .formatted(comparison(), elites, elites == 1 ? "" : "s", NumericRefiner.ELITES_TO_SHRINK));
        }
        List<JsonNode> left = range.choices().stream().filter(this::stays).toList();
        if (left.size() == range.choices().size()) {
            return keep(comparison());
        }
        if (left.size() == 1 && best.choice().equals(left.get(0))) {
            return new Refinement.Fixed(
                    best.choice(), finding("fix", "%s; all %d elites have it".formatted(comparison(), elites)));
        }
        return new Refinement.Searched(
                new ParameterRange.Categorical(left),
                finding("shrink", "%s; dropped what no elite has".formatted(comparison())));
    }

    /** A choice stays when an elite has it, or when too few trials had it to judge. */
    private boolean stays(JsonNode choice) {
        return effects.stream()
                .filter(effect -> effect.choice().equals(choice))
                .allMatch(effect -> effect.elites() > 0 || effect.trials() < FAIR_CHANCE);
    }

    private Effect effect(JsonNode choice) {
        double[] values = sweep.finished().stream()
                .filter(trial -> has(trial, choice))
                .mapToDouble(Trial::value)
                .toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        long elites =
                sweep.elites().stream().filter(trial -> has(trial, choice)).count();
        return new Effect(choice, values.length, mean, elites);
    }

    private boolean has(Trial trial, JsonNode choice) {
        JsonNode value = trial.parameters().get(parameter);
        if (value == null) {
            return false;
        }
        boolean numbers = value.isNumber() && choice.isNumber();
        return numbers ? value.doubleValue() == choice.doubleValue() : value.equals(choice);
    }

    private String comparison() {
        Effect best = effects.get(0);
        Effect worst = effects.get(effects.size() - 1);
        return "%s is best (mean %s of %d), %s worst (mean %s of %d)"
                .formatted(
                        best.choice(),
                        Numbers.value(best.mean()),
                        best.trials(),
                        worst.choice(),
                        Numbers.value(worst.mean()),
                        worst.trials());
    }

    private Refinement keep(String reason) {
        return new Refinement.Searched(range, finding("keep", reason));
    }

    private Finding finding(String action, String reason) {
        return new Finding(parameter, null, null, action, reason);
    }
}
