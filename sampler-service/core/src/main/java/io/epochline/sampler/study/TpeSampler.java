package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.spec.ParameterRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator, multivariate: models where good trials lie, l(x), and where the others lie, g(x),
 * and suggests the candidate drawn from l with the highest l(x)/g(x).
 *
 * <p>Good are the best tenth of the finished trials, rounded up, at most 25. Until {@value #STARTUP_TRIALS} trials are
 * finished, points are random. Trials still running count as not good, so that parallel workers are sent to different
 * places (the constant liar).
 *
 * @see <a href="https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization">Bergstra et al., 2011</a>
 * @see <a href="https://arxiv.org/abs/2304.11127">Watanabe, 2023</a>, whose survey compares the constants
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
        ParzenEstimator l = new ParzenEstimator(space, ranked.subList(0, good));
        ParzenEstimator g = new ParzenEstimator(space, rest);
        double[] best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = l.draw(random);
            double score = l.logDensity(candidate) - g.logDensity(candidate);
            if (best == null || score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return l.values(best);
    }
}
