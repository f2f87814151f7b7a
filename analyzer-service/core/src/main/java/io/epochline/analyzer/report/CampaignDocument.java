package io.epochline.analyzer.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Outcome;
import io.epochline.analyzer.campaign.Progress;
import io.epochline.analyzer.campaign.Round;
import io.epochline.analyzer.campaign.Standing;
import io.epochline.analyzer.campaign.Verdict;
import io.epochline.analyzer.proposal.Change;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CampaignSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A campaign for programs to read, while it goes on and when it is over: {@code report.json}. What there is not, or not
 * yet, is null.
 *
 * @param state {@code baseline}, {@code proposing}, {@code trying}, {@code confirming} or {@code over}
 * @param status once it is over
 * @param verdict what came of it, in one sentence, once it is over
 * @param best run to go on with, once the campaign is over
 * @param improvement by which all that was confirmed lowers the baseline's value, such as 0.2; 0 where nothing was
 * @param spent of the budget in {@code spec}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CampaignDocument(
        int schemaVersion,
        String experimentId,
        String name,
        String objective,
        String state,
        RunStatus status,
        String verdict,
        Run best,
        double improvement,
        Progress.Spent spent,
        List<RoundDocument> rounds,
        CampaignSpec spec) {

    public static final int SCHEMA_VERSION = 1;

    /**
     * @param round from 1
     * @param baseline null while it trains
     * @param confirmations runs on fresh seeds that are over
     * @param adopted the proposal that the round confirmed as the best
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RoundDocument(
            int round, Run baseline, List<ProposalDocument> proposals, List<Run> confirmations, String adopted) {}

    /**
     * One run that is over.
     *
     * @param proposalId null for a baseline
     * @param draw which pair of fresh seeds; null for other runs
     * @param until the epoch after which it was to stop; null for one that was to train whole
     * @param value the lowest objective on the validation set
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Run(
            String runId,
            RunStatus status,
            String proposalId,
            Integer draw,
            Integer until,
            Integer epochs,
            Double value,
            Double seconds,
            String failure) {

        static Run of(RunFinished run) {
            return new Run(
                    run.runId(),
                    run.status(),
                    run.labels().get("proposal"),
                    number(run.labels().get("draw")),
                    number(run.labels().get("until")),
                    run.summary() == null ? null : (Integer) run.summary().epochs(),
                    boxed(Round.value(run)),
                    run.summary() == null ? null : (Double) run.summary().seconds(),
                    run.failure() == null ? null : run.failure().message());
        }

        private static Integer number(String label) {
            return label == null ? null : Integer.valueOf(label);
        }
    }

    /**
     * One proposal.
     *
     * @param state {@code unchecked}, {@code refused}, {@code waiting}, {@code running}, {@code left_behind}, {@code untried}
     *     where the campaign ended before, or as its last run: {@code succeeded}, {@code failed}, {@code cancelled}, {@code
     *     pruned}
     * @param refusal why it was not tried
     * @param stages its runs, the shortest first
     * @param value of its longest run
     * @param relativeChange of a whole run's value against the baseline's on the same seed, negative when lower
     * @param confirmation what fresh seeds said
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ProposalDocument(
            String proposalId,
            int rank,
            String name,
            String family,
            Change change,
            List<String> evidence,
            String expectedEffect,
            String state,
            String refusal,
            List<Run> stages,
            Double value,
            Double relativeChange,
            Confirmation confirmation) {}

    /**
     * What fresh seeds said of a proposal.
     *
     * @param failedPairs in which the proposal has no value, though the baseline has
     * @param relativeChange of the means, negative when lower
     * @param low of its 95 % confidence interval
     * @param high of its 95 % confidence interval
     * @param p of the two-sided paired t-test
     * @param pHolm after Holm's correction
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Confirmation(
            int pairs,
            int failedPairs,
            Double relativeChange,
            Double low,
            Double high,
            double p,
            double pHolm,
            boolean confirmed) {

        static Confirmation of(Verdict verdict) {
            return new Confirmation(
                    verdict.pairs(),
                    verdict.broken(),
                    finite(verdict.change()),
                    finite(verdict.low()),
                    finite(verdict.high()),
                    verdict.p(),
                    verdict.adjusted(),
                    verdict.confirmed());
        }
    }

    /** Of a campaign that goes on, or of one whose verdict is not at hand. */
    public static CampaignDocument of(Standing standing) {
        return of(standing, null);
    }

    /** @param verdict in one sentence; null where it is not known */
    public static CampaignDocument of(Standing standing, String verdict) {
        Progress progress = standing.progress();
        Optional<Outcome> outcome =
                Optional.of(progress).filter(so -> standing.isOver()).map(Outcome::new);
        return new CampaignDocument(
                SCHEMA_VERSION,
                progress.experimentId(),
                progress.spec().name(),
                progress.spec().baseline().objective(),
                standing.state(),
                outcome.map(Outcome::status).orElse(null),
                verdict,
                outcome.flatMap(Outcome::best).map(Run::of).orElse(null),
                1 - progress.remaining(),
                progress.spent(),
                IntStream.range(0, standing.rounds().size())
                        .mapToObj(index -> round(standing, index))
                        .toList(),
                progress.spec());
    }

    private static RoundDocument round(Standing standing, int index) {
        Round round = standing.rounds().get(index);
        boolean over = standing.isOver() || index + 1 < standing.rounds().size();
        return new RoundDocument(
                index + 1,
                round.baseline() == null ? null : Run.of(round.baseline()),
                round.candidates().stream()
                        .map(candidate -> proposal(round, candidate, over))
                        .toList(),
                round.repeats().stream().map(Run::of).toList(),
                round.winner().map(Verdict::proposalId).orElse(null));
    }

    private static ProposalDocument proposal(Round round, Candidate candidate, boolean over) {
        return new ProposalDocument(
                candidate.proposalId(),
                candidate.rank(),
                candidate.name(),
                candidate.family(),
                candidate.change(),
                candidate.evidence(),
                candidate.expectedEffect(),
                state(round, candidate, over),
                candidate.refusal(),
                candidate.results().stream().map(Run::of).toList(),
                boxed(Round.value(candidate.result())),
                boxed(round.change(candidate.result())),
                round.verdict(candidate).map(Confirmation::of).orElse(null));
    }

    private static String state(Round round, Candidate candidate, boolean over) {
        return switch (candidate.state()) {
            case UNCHECKED, RUNNING, REFUSED -> candidate.state().name().toLowerCase(Locale.ROOT);
            case WAITING -> over ? candidate.results().isEmpty() ? "untried" : "left_behind" : "waiting";
            case OVER -> partial(round, candidate, over);
        };
    }

    /** A run that is shorter than the job is the last of those that others have left behind. */
    private static String partial(Round round, Candidate candidate, boolean over) {
        RunStatus status = candidate.result().status();
        if (!candidate.isPartial() || status != RunStatus.SUCCEEDED) {
            return status.label();
        }
        boolean passed = round.candidates().stream().anyMatch(other -> other.rung() > candidate.rung());
        return over || passed ? "left_behind" : "waiting";
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
