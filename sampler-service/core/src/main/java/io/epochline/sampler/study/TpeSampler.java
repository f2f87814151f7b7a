package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.spec.ParameterRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator: models where good trials lie, l(x), and where the others lie, g(x), and suggests
 * the candidate drawn from l with the highest l(x)/g(x), one parameter at a time.
 *
 * <p>Good are the best tenth of the finished trials, rounded up, at most 25. Until {@value #STARTUP_TRIALS} trials are
 * finished, points are random. Trials still running count as not good, so that parallel workers are sent to different
 * places (the constant liar).
 *
 * @see <a href="https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization">Bergstra et al., 2011</a>
 * @see <a href="https://arxiv.org/abs/2304.11127">Watanabe, 2023</a>, whose survey has the constants
 */
final class TpeSampler implements ParameterSampler {

    static final int STARTUP_TRIALS = 10;
    private static final int CANDIDATES = 24;
    private static final int GOOD_AT_MOST = 25;

    @Override
    public Map<String, JsonNode> suggest(
            Map<String, ParameterRange> space, List<Trial> history, boolean minimize, RandomGenerator random) {
        Comparator<Trial> better = Comparator.comparingDouble(Trial::value);
        List<Trial> ranked = history.stream()
                .filter(trial -> trial.value() != null)
                .sorted((minimize ? better : better.reversed()).thenComparing(Trial::number))
                .toList();
        if (ranked.size() < STARTUP_TRIALS) {
            return new RandomSampler().suggest(space, history, minimize, random);
        }
        int good = Math.min(GOOD_AT_MOST, (ranked.size() + 9) / 10);
        List<Trial> rest = new ArrayList<>(ranked.subList(good, ranked.size()));
        history.stream().filter(trial -> !trial.over()).forEach(rest::add);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        space.forEach((name, range) -> values.put(
                name, suggest(range, observed(name, ranked.subList(0, good)), observed(name, rest), random)));
        return values;
    }

    private static List<JsonNode> observed(String name, List<Trial> trials) {
        return trials.stream()
                .map(trial -> trial.values().get(name))
                .filter(value -> value != null)
                .toList();
    }

    private static JsonNode suggest(
            ParameterRange range, List<JsonNode> good, List<JsonNode> rest, RandomGenerator random) {
        return switch (range) {
            case ParameterRange.Categorical categorical ->
                bestOf(
                        new CategoricalEstimator(categorical.choices(), good),
                        new CategoricalEstimator(categorical.choices(), rest),
                        random);
            case ParameterRange.Real real -> bestOf(NumericScale.of(real), good, rest, random);
            case ParameterRange.Int whole -> bestOf(NumericScale.of(whole), good, rest, random);
        };
    }

    private static JsonNode bestOf(CategoricalEstimator l, CategoricalEstimator g, RandomGenerator random) {
        int best = -1;
        for (int i = 0; i < CANDIDATES; i++) {
            int candidate = l.draw(random);
            if (best < 0
                    || l.probability(candidate) * g.probability(best)
                            > l.probability(best) * g.probability(candidate)) {
                best = candidate;
            }
        }
        return l.choice(best);
    }

    private static JsonNode bestOf(
            NumericScale scale, List<JsonNode> good, List<JsonNode> rest, RandomGenerator random) {
        ParzenEstimator l = ParzenEstimator.of(scale, good);
        ParzenEstimator g = ParzenEstimator.of(scale, rest);
        double best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double candidate = l.draw(random);
            double score = l.logDensity(candidate) - g.logDensity(candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return scale.value(best);
    }
}
