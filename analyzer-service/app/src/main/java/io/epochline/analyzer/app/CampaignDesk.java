package io.epochline.analyzer.app;

import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Decision;
import io.epochline.analyzer.campaign.Proposing;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.report.ReportWriter;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Campaigns. {@code <experiment>} holds a campaign without its candidates, {@code <experiment>/<proposal>} one candidate,
 * so that one more run is one more row.
 */
final class CampaignDesk implements Desk {
    static final String STORE = "campaigns";
    private static final Comparator<Candidate> TRIED =
            Comparator.comparingInt(Candidate::rank).thenComparing(Candidate::proposalId);

    /** For the checks of proposals; arbitrary, several times what they take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Rows rows;
    private final ReportWriter reports;
    private final LongSupplier clock;
    /** Since when campaigns wait for checks; what a restart forgets begins anew. */
    private final Map<String, Long> waiting = new HashMap<>();

    /** @param clock in milliseconds */
    CampaignDesk(Rows rows, ReportWriter reports, LongSupplier clock) {
        this.rows = rows;
        this.reports = reports;
        this.clock = clock;
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
        String experimentId = decision.next().experimentId();
        switch (decision.next()) {
            case Proposing proposing
            when proposing.isChecking() -> {
                waiting.putIfAbsent(experimentId, clock.getAsLong());
                pending.add(kind(), experimentId);
            }
            case Reporting reporting -> {
                waiting.remove(experimentId);
                pending.add(kind(), experimentId);
            }
            default -> waiting.remove(experimentId);
        }
        return decision.events();
    }

    @Override
    public String kind() {
        return "campaign";
    }

    @Override
    public boolean isReady(String experimentId) {
        boolean forgotten = !waiting.containsKey(experimentId)
                && find(experimentId).orElse(null) instanceof Proposing proposing
                && proposing.isChecking();
        if (forgotten) {
            waiting.put(experimentId, clock.getAsLong());
        }
        Long since = waiting.get(experimentId);
        return since == null || clock.getAsLong() - since >= PATIENCE.toMillis();
    }

    /** Late checks are told as an event, so that what a campaign decides is a function of events alone. */
    @Override
    public List<Event> work(String experimentId) {
        return switch (find(experimentId).orElse(null)) {
            case Reporting reporting -> report(reporting);
            case Proposing proposing when proposing.isChecking() -> proposing.unchecked();
            case null, default -> List.of();
        };
    }

    /** The report is written before the end is told; done again, it writes the same. */
    private List<Event> report(Reporting reporting) {
        ReportWriter.Written written = reports.write(reporting);
        Decision decision = reporting.reported(written.verdict(), written.files());
        rows.under(reporting.experimentId() + "/", Candidate.class).keySet().forEach(rows::delete);
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
