package io.epochline.analyzer.campaign;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import java.util.List;
import java.util.Optional;

/**
 * The life of a campaign. Each state is a record, and what it does with an event is its method.
 *
 * <pre>
 *   CampaignRequested
 *         │  asks for the baseline's run
 *         ▼
 *    ┌──────────┐  RunFinished(baseline)   ┌───────────┐  all checked             ┌────────┐ ┐ longer runs
 *    │ Baseline │ ───────────────────────▶ │ Proposing │ ───────────────────────▶ │ Trying │ │ of the
 *    └──────────┘                          └───────────┘  asks for the proposals'  └────────┘ ┘ better half
 *       │    ▲ no value to improve on            │ nothing proposed     runs           │ some beat the baseline
 *       │    │                                   │                                     ▼
 *       │    │  a better one was confirmed: the next round                      ┌────────────┐
 *       │    └───────────────────────────────────┼───────────────────────────── │ Confirming │
 *       │                                        │                              └────────────┘
 *       ▼                                        ▼                                     ▼
 *    ┌──────────────────────────────────────────────────────────────────────────────────┐  reported
 *    │                                    Reporting                                     │ ────────▶ Finished
 *    └──────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>{@code ExperimentCancelRequested} cancels the runs that go on; when they are over, whichever state leads to Reporting.
 *
 * <p>The analyzer tells {@code RunAnalyzed} after the run's proposals, so it closes their list. What fails its check is not
 * tried; whoever leads a campaign tells {@link Proposing#unchecked} where checks are late. Proposals that overtake
 * the baseline's {@code RunFinished} are kept. Events told twice, late, or about something else change nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Baseline.class, name = "baseline"),
    @JsonSubTypes.Type(value = Proposing.class, name = "proposing"),
    @JsonSubTypes.Type(value = Trying.class, name = "trying"),
    @JsonSubTypes.Type(value = Confirming.class, name = "confirming"),
    @JsonSubTypes.Type(value = Reporting.class, name = "reporting"),
    @JsonSubTypes.Type(value = Finished.class, name = "finished")
})
public sealed interface Campaign permits Baseline, Proposing, Trying, Confirming, Reporting, Finished {

    String experimentId();

    /** The proposals of this round, in the order in which they are tried. */
    List<Candidate> candidates();

    /** The same state over other candidates: a store keeps each candidate in a row of its own. */
    Campaign withCandidates(List<Candidate> candidates);

    /** Where it stands; of one that is reported nothing is kept. */
    Standing standing();

    /** What the proposer is told of the rounds that are over when it is asked about this round's baseline. */
    Briefing briefing();

    /** What follows from an event; the same state and no events where nothing does. */
    Decision on(Event event);

    /**
     * Where a campaign stands after the events of its experiment, in the order in which they were told. It is never {@link
     * Finished}, as reports do not concern it. Empty where the events ask for no campaign.
     */
    static Optional<Campaign> replay(List<Event> told) {
        Campaign campaign = null;
        for (Event event : told) {
            if (campaign != null) {
                campaign = campaign.on(event).next();
            } else if (event instanceof CampaignRequested request) {
                campaign = begin(request).next();
            }
        }
        return Optional.ofNullable(campaign);
    }

    /** A campaign begins with its baseline. */
    static Decision begin(CampaignRequested request) {
        return Baseline.begin(Progress.begin(request));
    }
}
