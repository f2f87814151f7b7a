package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
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
        return Proposals.close(event, progress.baselineRun())
                ? closed()
                : Decision.stay(withCandidates(Proposals.collect(candidates, event, progress.baselineRun())));
    }

    Decision closed() {
        List<Candidate> chosen = Proposals.choose(candidates, progress.spec());
        return chosen.isEmpty()
                ? Decision.stay(Reporting.of(progress, new Round(baseline, chosen, List.of())))
                : new Trying(progress, baseline, chosen, 0).next();
    }
}
