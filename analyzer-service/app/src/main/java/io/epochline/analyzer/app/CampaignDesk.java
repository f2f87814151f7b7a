package io.epochline.analyzer.app;

import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Decision;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.report.ReportWriter;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Campaigns. {@code <experiment>} holds a campaign without its candidates, {@code <experiment>/<proposal>} one candidate,
 * so that one more run is one more row.
 */
final class CampaignDesk implements Desk {
    static final String STORE = "campaigns";
    private static final Comparator<Candidate> TRIED =
            Comparator.comparingInt(Candidate::rank).thenComparing(Candidate::proposalId);

    private final Rows rows;
    private final ReportWriter reports;

    CampaignDesk(Rows rows, ReportWriter reports) {
        this.rows = rows;
        this.reports = reports;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        Optional<Campaign> campaign = find(event.key());
        if (campaign.isEmpty()) {
            return event instanceof CampaignRequested request ? follow(Campaign.begin(request), pending) : List.of();
        }
        return follow(campaign.get().on(event), pending);
    }

    /** What the proposer is told beside a run: the ledger of its campaign, if it is a baseline of one. */
    Briefing briefing(RunFinished run) {
        return Optional.of(run)
                .filter(RunAnalyst::isToBeImproved)
                .flatMap(baseline -> find(baseline.experimentId()))
                .map(Campaign::briefing)
                .orElse(Briefing.NONE);
    }

    private List<Event> follow(Decision decision, PendingWork pending) {
        put(decision.next());
        if (decision.next() instanceof Reporting reporting) {
            pending.add(kind(), reporting.experimentId());
        }
        return decision.events();
    }

    @Override
    public String kind() {
        return "campaign";
    }

    /** The report is written before the end is told; done again, it writes the same. */
    @Override
    public List<Event> work(String experimentId) {
        if (!(find(experimentId).orElse(null) instanceof Reporting reporting)) {
            return List.of();
        }
        ReportWriter.Written written = reports.write(reporting);
        Decision decision = reporting.reported(written.verdict(), written.files());
        rows.under(experimentId + "/", Candidate.class).keySet().forEach(rows::delete);
        put(decision.next());
        return decision.events();
    }

    private Optional<Campaign> find(String experimentId) {
        return rows.find(experimentId, Campaign.class)
                .map(campaign -> campaign.withCandidates(candidates(experimentId)));
    }

    private List<Candidate> candidates(String experimentId) {
        return rows.under(experimentId + "/", Candidate.class).values().stream()
                .sorted(TRIED)
                .toList();
    }

    private void put(Campaign campaign) {
        String prefix = campaign.experimentId() + "/";
        List<String> kept = campaign.candidates().stream()
                .map(candidate -> prefix + candidate.proposalId())
                .toList();
        rows.under(prefix, Candidate.class).keySet().stream()
                .filter(key -> !kept.contains(key))
                .forEach(rows::delete);
        campaign.candidates()
                .forEach(candidate -> rows.put(prefix + candidate.proposalId(), candidate, Candidate.class));
        rows.put(campaign.experimentId(), campaign.withCandidates(List.of()), Campaign.class);
    }
}
