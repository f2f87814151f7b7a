package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.campaign.Round;
import io.epochline.analyzer.campaign.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * One campaign of the bench.
 *
 * @param number from 0; the seeds depend on it
 * @param adopted what its rounds confirmed, in their order
 * @param judgement of the job it ended with
 * @param runs that it trained
 * @param epochs that these took in all
 */
public record Try(
        String task, Strategy strategy, int number, List<Adopted> adopted, Judgement judgement, int runs, long epochs) {

    /**
     * A proposal that a round confirmed as its best.
     *
     * @param change the mean on fresh seeds, negative when lower
     * @param adjusted p after Holm's correction
     */
    public record Adopted(String name, double change, double low, double high, int pairs, double adjusted) {}

    /** One sentence for the terminal. */
    public String sentence() {
        return "%s, %s, try %d: %.4g -> %.4g (%+.1f %%) with %s, in %d runs and %d epochs"
                .formatted(
                        task,
                        strategy.words(),
                        number,
                        judgement.before(),
                        judgement.after(),
                        -100 * judgement.improvement(),
                        adopted.isEmpty()
                                ? "nothing"
                                : String.join(
                                        ", then ",
                                        adopted.stream().map(Adopted::name).toList()),
                        runs,
                        epochs);
    }

    static List<Adopted> adopted(Reporting end) {
        List<Adopted> all = new ArrayList<>();
        for (Round round : end.rounds()) {
            round.winner().ifPresent(verdict -> all.add(adopted(round, verdict)));
        }
        return all;
    }

    private static Adopted adopted(Round round, Verdict verdict) {
        String name = round.candidates().stream()
                .filter(candidate -> candidate.proposalId().equals(verdict.proposalId()))
                .map(Candidate::name)
                .findFirst()
                .orElseThrow();
        return new Adopted(name, verdict.change(), verdict.low(), verdict.high(), verdict.pairs(), verdict.adjusted());
    }
}
