package io.epochline.analyzer.campaign;

import io.epochline.analyzer.campaign.Confirming.Repeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What fresh seeds say of a proposal.
 *
 * @param pairs of which both runs have a value
 * @param broken pairs in which the proposal has none, though the baseline has
 * @param change the mean change against the mean of the baseline, negative when lower
 * @param low the lower end of its 95 % confidence interval
 * @param high its upper end
 * @param p of the two-sided paired t-test
 * @param adjusted p after Holm's correction for the proposals of the round
 */
public record Verdict(
        String proposalId,
        int pairs,
        int broken,
        double change,
        double low,
        double high,
        double p,
        double adjusted,
        boolean confirmed) {

    /** One for each proposal that was repeated, in their order. */
    static List<Verdict> of(List<Repeat> repeats, double alpha) {
        Map<Integer, Double> baseline = new LinkedHashMap<>();
        Map<String, Map<Integer, Double>> proposals = new LinkedHashMap<>();
        for (Repeat repeat : repeats) {
            Map<Integer, Double> values = repeat.proposalId() == null
                    ? baseline
                    : proposals.computeIfAbsent(repeat.proposalId(), id -> new LinkedHashMap<>());
            Round.value(repeat.run()).ifPresent(value -> values.put(repeat.draw(), value));
        }
        List<Verdict> verdicts = new ArrayList<>();
        proposals.forEach((proposal, values) -> verdicts.add(compare(proposal, baseline, values)));
        return holm(verdicts, alpha);
    }

    private static Verdict compare(String proposal, Map<Integer, Double> baseline, Map<Integer, Double> values) {
        double[] differences = baseline.keySet().stream()
                .filter(values::containsKey)
                .mapToDouble(draw -> values.get(draw) - baseline.get(draw))
                .toArray();
        double scale = Math.abs(baseline.keySet().stream()
                .filter(values::containsKey)
                .mapToDouble(baseline::get)
                .average()
                .orElse(Double.NaN));
        PairedTest test = PairedTest.of(differences);
        return new Verdict(
                proposal,
                differences.length,
                baseline.size() - differences.length,
                test.mean() / scale,
                test.low() / scale,
                test.high() / scale,
                test.p(),
                test.p(),
                false);
    }

    /** Holm 1979: the k-th smallest of m is multiplied by m − k + 1, and none falls below the one before it. */
    private static List<Verdict> holm(List<Verdict> verdicts, double alpha) {
        List<Verdict> byP =
                verdicts.stream().sorted(Comparator.comparingDouble(Verdict::p)).toList();
        Map<String, Double> adjusted = new LinkedHashMap<>();
        double least = 0;
        for (int i = 0; i < byP.size(); i++) {
            least = Math.max(least, Math.min(1, (byP.size() - i) * byP.get(i).p()));
            adjusted.put(byP.get(i).proposalId(), least);
        }
        return verdicts.stream()
                .map(verdict -> verdict.judged(adjusted.get(verdict.proposalId()), alpha))
                .toList();
    }

    /** A proposal whose run fails on some seed is not confirmed, however good the others are. */
    private Verdict judged(double corrected, double alpha) {
        boolean better = broken == 0 && change < 0 && corrected < alpha;
        return new Verdict(proposalId, pairs, broken, change, low, high, p, corrected, better);
    }
}
