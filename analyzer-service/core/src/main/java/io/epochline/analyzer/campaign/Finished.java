package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import java.util.List;

/** Over. The state is kept so that a request told twice starts nothing. */
record Finished(String experimentId) implements Campaign {

    @Override
    public List<Candidate> candidates() {
        return List.of();
    }

    @Override
    public Finished withCandidates(List<Candidate> candidates) {
        return this;
    }

    @Override
    public Standing standing() {
        throw new IllegalStateException(
                "the campaign %s is reported; its report says what came of it".formatted(experimentId));
    }

    @Override
    public Briefing briefing() {
        return Briefing.NONE;
    }

    @Override
    public Decision on(Event event) {
        return Decision.stay(this);
    }
}
