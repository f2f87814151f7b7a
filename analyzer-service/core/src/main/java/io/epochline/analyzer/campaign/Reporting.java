package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import java.util.List;

/** Every run is over; the report is to be written, after which {@link #reported} ends the campaign. */
public record Reporting(Progress progress) implements Campaign {

    static Reporting of(Progress progress, Round last) {
        return new Reporting(progress.closed(last, progress.incumbent()));
    }

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    /** None: they are in the {@link #rounds}. */
    @Override
    public List<Candidate> candidates() {
        return List.of();
    }

    @Override
    public Reporting withCandidates(List<Candidate> candidates) {
        return this;
    }

    @Override
    public Standing standing() {
        return new Standing("over", progress, rounds());
    }

    @Override
    public Briefing briefing() {
        return progress.briefing();
    }

    @Override
    public Decision on(Event event) {
        return Decision.stay(this);
    }

    /** At least one, in their order. */
    public List<Round> rounds() {
        return progress.past();
    }

    public Outcome outcome() {
        return new Outcome(progress);
    }

    /**
     * The report lies in the store.
     *
     * @param verdict what it says, in one sentence
     */
    public Decision reported(String verdict, List<ArtifactRef> report) {
        ExperimentFinished finished = outcome().finished(verdict, report);
        return new Decision(new Finished(experimentId()), List.of(finished));
    }
}
