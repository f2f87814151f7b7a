package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.analyzer.proposal.Ledger.Trial;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What came of a round.
 *
 * @param baseline absent while it trains
 * @param candidates each with the results of its runs
 * @param repeats the runs on fresh seeds that are over, pair after pair
 * @param verdicts of the proposals that were tried on fresh seeds; empty where none was
 */
public record Round(
        RunFinished baseline, List<Candidate> candidates, List<RunFinished> repeats, List<Verdict> verdicts) {

    /** One in which nothing was tried on fresh seeds. */
    static Round unconfirmed(RunFinished baseline, List<Candidate> candidates) {
        return new Round(baseline, candidates, List.of(), List.of());
    }

    /** The lowest objective on the validation set; empty where the run did not succeed or never had a finite one. */
    public static OptionalDouble value(RunFinished run) {
        if (run == null || run.status() != RunStatus.SUCCEEDED || run.summary().bestValLoss() == null) {
            return OptionalDouble.empty();
        }
        double value = run.summary().bestValLoss();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The baseline's run, then the candidates' in the order in which they were tried. */
    public Stream<RunFinished> runs() {
        return Stream.concat(
                Stream.of(baseline), candidates.stream().map(Candidate::result).filter(run -> run != null));
    }

    /**
     * The relative change against the baseline, negative when lower; empty where either has no value, the baseline is 0, or the
     * run was shorter.
     */
    public OptionalDouble change(RunFinished run) {
        if (run != null && run.labels().containsKey("until")) {
            return OptionalDouble.empty();
        }
        OptionalDouble from = value(baseline);
        OptionalDouble to = value(run);
        return from.isPresent() && to.isPresent() && from.getAsDouble() != 0
                ? OptionalDouble.of((to.getAsDouble() - from.getAsDouble()) / Math.abs(from.getAsDouble()))
                : OptionalDouble.empty();
    }

    boolean beatsBaseline(Candidate candidate) {
        OptionalDouble to = candidate.value();
        OptionalDouble from = value(baseline);
        return to.isPresent() && from.isPresent() && to.getAsDouble() < from.getAsDouble();
    }

    public Optional<Verdict> verdict(Candidate candidate) {
        return verdicts.stream()
                .filter(verdict -> verdict.proposalId().equals(candidate.proposalId()))
                .findFirst();
    }

    /** The confirmed proposal that improves most. */
    public Optional<Verdict> winner() {
        return verdicts.stream()
                .filter(Verdict::confirmed)
                .reduce((best, verdict) -> verdict.change() < best.change() ? verdict : best);
    }

    private Optional<Candidate> adopted() {
        return winner().flatMap(winner -> candidates.stream()
                .filter(candidate -> candidate.proposalId().equals(winner.proposalId()))
                .findFirst());
    }

    /** The job that the next round is to improve on: that with the winner's change, or the same where there is none. */
    TrainingJob next(TrainingJob incumbent) {
        return adopted()
                .map(candidate -> candidate.applied(Variant.of(incumbent)).job())
                .orElse(incumbent);
    }

    /** What was tried on the incumbent, and how it did; nothing of what the budget left no run for. */
    List<Trial> trials(TrainingJob incumbent) {
        return candidates.stream()
                .filter(candidate -> candidate.refused() || candidate.result() != null)
                .map(candidate -> new Trial(candidate.family(), candidate.change(), incumbent, result(candidate)))
                .toList();
    }

    /** Fresh seeds know better than the one that a proposal was chosen on. */
    private Result result(Candidate candidate) {
        if (candidate.isPartial() && candidate.value().isPresent()) {
            return Result.LEFT_BEHIND;
        }
        Optional<Verdict> verdict = verdict(candidate);
        if (verdict.isPresent()) {
            return verdict.get().broken() > 0
                    ? Result.DID_NOT_HELP
                    : Result.of(-verdict.get().change());
        }
        OptionalDouble change = change(candidate.result());
        return change.isPresent() ? Result.of(-change.getAsDouble()) : Result.DID_NOT_HELP;
    }

    /**
     * The run to go on with: of the winner where the campaign confirms, otherwise that with the lowest value; of equals the
     * first, so that a proposal must be better than the baseline to win.
     */
    public Optional<RunFinished> best(boolean confirms) {
        if (confirms) {
            return adopted().map(Candidate::result).or(() -> Optional.of(baseline)
                    .filter(run -> value(run).isPresent()));
        }
        return runs().filter(run -> value(run).isPresent())
                .reduce((best, run) -> value(run).getAsDouble() < value(best).getAsDouble() ? run : best);
    }
}
