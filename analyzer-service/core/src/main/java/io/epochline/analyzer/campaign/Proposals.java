package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Change;
import io.epochline.events.Event;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Proposed;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.spec.CampaignSpec;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gathers what is proposed for a baseline and chooses what is tried. */
final class Proposals {
    private static final Comparator<Candidate> PROMISING =
            Comparator.comparingInt(Candidate::rank).thenComparing(Candidate::proposalId);

    private Proposals() {}

    /** The candidates after an event: one more that is proposed for the baseline's run, or one of them checked. */
    static List<Candidate> collect(List<Candidate> known, Event event, String baseline) {
        if (event instanceof ProposalChecked check && check.runId().equals(baseline)) {
            return known.stream()
                    .map(candidate ->
                            candidate.proposalId().equals(check.proposalId()) ? candidate.checked(check) : candidate)
                    .toList();
        }
        boolean news = event instanceof Proposed proposed
                && proposed.runId().equals(baseline)
                && known.stream().noneMatch(other -> other.proposalId().equals(proposed.proposalId()));
        return news
                ? Stream.concat(known.stream(), Stream.of(Candidate.of((Proposed) event)))
                        .toList()
                : known;
    }

    /** Whether the event says that no more proposals follow for the baseline's run. */
    static boolean close(Event event, String baseline) {
        return event instanceof RunAnalyzed analyzed && analyzed.runId().equals(baseline);
    }

    /**
     * The most promising losses, models and settings, as many of each as the campaign allows, and those that are refused,
     * in the order of their ranks.
     */
    static List<Candidate> choose(List<Candidate> candidates, Progress progress) {
        List<Candidate> fitted = candidates.stream()
                .map(candidate -> candidate.fitted(progress.incumbent()))
                .toList();
        CampaignSpec spec = progress.spec();
        return Stream.of(
                        best(fitted, Change.NewLoss.class, spec.losses()),
                        best(fitted, Change.NewModel.class, spec.models()),
                        best(fitted, Change.NewSettings.class, spec.settings()),
                        fitted.stream().filter(Candidate::refused))
                .flatMap(Function.identity())
                .sorted(PROMISING)
                .toList();
    }

    private static Stream<Candidate> best(List<Candidate> all, Class<? extends Change> kind, int limit) {
        return all.stream()
                .filter(candidate -> kind.isInstance(candidate.change()) && !candidate.refused())
                .sorted(PROMISING)
                .limit(limit);
    }
}
