package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.RunFinished;
import java.util.List;

/** The baseline is trained; the analyzer is proposing. */
record Proposing(Progress progress, RunFinished baseline, List<Candidate> candidates) implements Campaign {

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    @Override
    public Proposing withCandidates(List<Candidate> candidates) {
        return new Proposing(progress, baseline, candidates);
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
        return Proposals.close(event, progress.baselineRun())
                ? closed()
                : Decision.stay(withCandidates(Proposals.collect(candidates, event, progress.baselineRun())));
    }

    Decision closed() {
        Round round = untried();
        return round.candidates().isEmpty()
                ? Decision.stay(Reporting.of(progress, round))
                : new Trying(progress, baseline, round.candidates(), 0).next();
    }

    private Round untried() {
        return new Round(baseline, Proposals.choose(candidates, progress.spec()), List.of());
    }
}
