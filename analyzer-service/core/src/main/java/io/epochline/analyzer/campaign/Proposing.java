package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunFinished;
import java.util.List;

/**
 * The baseline is trained; the analyzer is proposing, or checking what it proposed.
 *
 * @param analyzed whether the list of proposals is closed
 */
public record Proposing(Progress progress, RunFinished baseline, List<Candidate> candidates, boolean analyzed)
        implements Campaign {

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    @Override
    public Proposing withCandidates(List<Candidate> candidates) {
        return new Proposing(progress, baseline, candidates, analyzed);
    }

    @Override
    public Standing standing() {
        return Standing.of("proposing", progress, Round.unconfirmed(baseline, candidates));
    }

    @Override
    public Briefing briefing() {
        return progress.briefing();
    }

    @Override
    public Decision on(Event event) {
        if (event instanceof ExperimentCancelRequested asked && progress.isStoppedBy(asked)) {
            return Decision.stay(Reporting.of(progress.stopped(asked), untried()));
        }
        String run = progress.baselineRun();
        return new Proposing(
                        progress,
                        baseline,
                        Proposals.collect(candidates, event, run),
                        analyzed || Proposals.close(event, run))
                .next();
    }

    /** Whether nothing is missing but checks. */
    public boolean isChecking() {
        return analyzed && candidates.stream().anyMatch(Candidate::unchecked);
    }

    /** What is told where the missing checks are waited for no longer: that nothing was found in time. */
    public List<Event> unchecked() {
        return candidates.stream()
                .filter(Candidate::unchecked)
                .<Event>map(candidate ->
                        new ProposalChecked(candidate.proposalId(), experimentId(), progress.baselineRun(), true, null))
                .toList();
    }

    Decision next() {
        if (!analyzed || isChecking()) {
            return Decision.stay(this);
        }
        Round round = untried();
        return round.candidates().stream().allMatch(Candidate::refused)
                ? Decision.stay(Reporting.of(progress, round))
                : new Trying(progress, baseline, round.candidates(), 0).next();
    }

    private Round untried() {
        return Round.unconfirmed(baseline, Proposals.choose(candidates, progress));
    }
}
