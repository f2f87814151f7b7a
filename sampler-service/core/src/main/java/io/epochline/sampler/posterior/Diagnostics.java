package io.epochline.sampler.posterior;

import io.epochline.events.SamplingFinished.ParameterSummary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;

/**
 * Convergence of one scalar over several chains: rank-normalised split R-hat, bulk and tail effective sample size, and the
 * Monte Carlo error of the mean.
 *
 * @see <a href="https://doi.org/10.1214/20-BA1221">Vehtari et al., 2021</a>
 */
public final class Diagnostics {

    private Diagnostics() {}

    /** @param draws {@code [chains][draws]}, at least 4 draws each, of the same number */
    public static ParameterSummary summarize(double[][] draws) {
        double mean = Chains.mean(draws);
        double sd = Chains.deviation(draws);
        return new ParameterSummary(
                mean, sd, sd / Math.sqrt(ess(split(draws))), rhat(draws), essBulk(draws), essTail(draws));
    }

    /** The larger of the R-hats of ranks and of folded ranks; NaN for draws that are constant or not finite. */
    public static double rhat(double[][] draws) {
        if (!Double.isFinite(Chains.mean(draws))) {
            return Double.NaN;
        }
        double[][] split = split(draws);
        double bulk = Chains.rhat(rankNormalize(split));
        double median = quantile(split, 0.5);
        double[][] folded = map(split, value -> Math.abs(value - median));
        return Math.max(bulk, Chains.rhat(rankNormalize(folded)));
    }

    public static double essBulk(double[][] draws) {
        return ess(rankNormalize(split(draws)));
    }

    /** The smaller of the effective sample sizes of the 5 % and 95 % quantiles. */
    public static double essTail(double[][] draws) {
        return Math.min(essOfQuantile(draws, 0.05), essOfQuantile(draws, 0.95));
    }

    private static double essOfQuantile(double[][] draws, double probability) {
        double quantile = quantile(draws, probability);
        return ess(map(split(draws), value -> value <= quantile ? 1 : 0));
    }

    /** Geyer's initial monotone sequence over the chains' mean autocovariance. */
    static double ess(double[][] chains) {
        return new EffectiveSampleSize(chains).value();
    }

    /** Each chain in two halves; the middle draw of an odd number is left out. */
    static double[][] split(double[][] draws) {
        int half = draws[0].length / 2;
        return Arrays.stream(draws)
                .flatMap(chain -> Stream.of(
                        Arrays.copyOfRange(chain, 0, half),
                        Arrays.copyOfRange(chain, chain.length - half, chain.length)))
                .toArray(double[][]::new);
    }

    /** Normal scores of the ranks, ties averaged (Blom, 1958). */
    static double[][] rankNormalize(double[][] chains) {
        double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
        Integer[] order = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> all[i]));
        double[] scores = new double[all.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && all[order[to]] == all[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            double score = Math.sqrt(2) * Erf.erfInv(2 * (rank - 0.375) / (all.length + 0.25) - 1);
            for (int i = from; i < to; i++) {
                scores[order[i]] = score;
            }
            from = Math.max(to, from + 1);
        }
        int length = chains[0].length;
        return IntStream.range(0, chains.length)
                .mapToObj(chain -> Arrays.copyOfRange(scores, chain * length, (chain + 1) * length))
                .toArray(double[][]::new);
    }

    /** Linear interpolation between order statistics, as numpy does by default. */
    private static double quantile(double[][] chains, double probability) {
        double[] sorted =
                Arrays.stream(chains).flatMapToDouble(Arrays::stream).sorted().toArray();
        double place = probability * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double[][] map(double[][] chains, DoubleUnaryOperator change) {
        return Arrays.stream(chains)
                .map(chain -> Arrays.stream(chain).map(change).toArray())
                .toArray(double[][]::new);
    }
}
