package io.epochline.analyzer.campaign;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.ArtifactRef;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.Map;

/**
 * The life of a campaign. Each state is a record, and what it does with an event is its method.
 *
 * <pre>
 *   CampaignRequested
 *         │  asks for the baseline's run
 *         ▼
 *    ┌──────────┐  RunFinished(baseline)   ┌───────────┐  RunAnalyzed(baseline)  ┌────────┐
 *    │ Baseline │ ───────────────────────▶ │ Proposing │ ──────────────────────▶ │ Trying │
 *    └──────────┘                          └───────────┘  asks for the proposals' └────────┘
 *         │ no value to improve on               │ nothing proposed     runs          │ every run is over
 *         ▼                                      ▼                                    ▼
 *    ┌──────────────────────────────────────────────────────────────────────────────────┐  reported
 *    │                                    Reporting                                     │ ────────▶ Finished
 *    └──────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The analyzer tells {@link RunAnalyzed} after the run's proposals, so it closes their list. Proposals that overtake
 * the baseline's {@link RunFinished} are kept. Events told twice, late, or about something else change nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Campaign.Baseline.class, name = "baseline"),
    @JsonSubTypes.Type(value = Campaign.Proposing.class, name = "proposing"),
    @JsonSubTypes.Type(value = Campaign.Trying.class, name = "trying"),
    @JsonSubTypes.Type(value = Campaign.Reporting.class, name = "reporting"),
    @JsonSubTypes.Type(value = Campaign.Finished.class, name = "finished")
})
public sealed interface Campaign {

    String experimentId();

    /** The proposals that this campaign knows of, in the order in which they are tried. */
    List<Candidate> candidates();

    /** The same state over other candidates: a store keeps each candidate in a row of its own. */
    Campaign withCandidates(List<Candidate> candidates);

    /** What follows from an event; the same state and no events where nothing does. */
    Decision on(Event event);

    /** A campaign begins with its baseline. */
    static Decision begin(CampaignRequested request) {
        return new Decision(
                new Baseline(request, List.of(), false),
                List.of(new JobRequested(
                        baselineRun(request.experimentId()),
                        request.experimentId(),
                        request.spec().baseline(),
                        Map.of("role", "baseline"))));
    }

    /** The id of the baseline's run. */
    static String baselineRun(String experimentId) {
        return RunIds.of(experimentId, "baseline");
    }

    /** The id of a proposal's run. */
    static String proposalRun(String experimentId, String proposalId) {
        return RunIds.of(experimentId, proposalId);
    }

    /**
     * The baseline trains.
     *
     * @param analyzed whether the list of proposals is already closed
     */
    record Baseline(CampaignRequested request, List<Candidate> candidates, boolean analyzed) implements Campaign {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Baseline withCandidates(List<Candidate> candidates) {
            return new Baseline(request, candidates, analyzed);
        }

        @Override
        public Decision on(Event event) {
            if (event instanceof RunFinished run && run.runId().equals(baselineRun(experimentId()))) {
                return finished(run);
            }
            if (Proposals.close(event, experimentId())) {
                return Decision.stay(new Baseline(request, candidates, true));
            }
            return Decision.stay(
                    analyzed ? this : withCandidates(Proposals.collect(candidates, event, experimentId())));
        }

        private Decision finished(RunFinished run) {
            if (Results.value(run).isEmpty()) {
                return Decision.stay(new Reporting(request, run, List.of()));
            }
            Proposing proposing = new Proposing(request, run, candidates);
            return analyzed ? proposing.closed() : Decision.stay(proposing);
        }
    }

    /** The baseline is trained; the analyzer is proposing. */
    record Proposing(CampaignRequested request, RunFinished baseline, List<Candidate> candidates) implements Campaign {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Proposing withCandidates(List<Candidate> candidates) {
            return new Proposing(request, baseline, candidates);
        }

        @Override
        public Decision on(Event event) {
            return Proposals.close(event, experimentId())
                    ? closed()
                    : Decision.stay(withCandidates(Proposals.collect(candidates, event, experimentId())));
        }

        private Decision closed() {
            List<Candidate> chosen = Proposals.choose(candidates, request.spec());
            if (chosen.isEmpty()) {
                return Decision.stay(new Reporting(request, baseline, chosen));
            }
            List<Event> jobs = chosen.stream().<Event>map(this::request).toList();
            return new Decision(new Trying(request, baseline, chosen), jobs);
        }

        private JobRequested request(Candidate candidate) {
            String runId = proposalRun(experimentId(), candidate.proposalId());
            return new JobRequested(
                    runId,
                    experimentId(),
                    candidate.job(request.spec().baseline()),
                    Map.of("role", "proposal", "proposal", candidate.proposalId()));
        }
    }

    /** The proposals train, side by side. */
    record Trying(CampaignRequested request, RunFinished baseline, List<Candidate> candidates) implements Campaign {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Trying withCandidates(List<Candidate> candidates) {
            return new Trying(request, baseline, candidates);
        }

        @Override
        public Decision on(Event event) {
            if (!(event instanceof RunFinished run)) {
                return Decision.stay(this);
            }
            List<Candidate> now = candidates.stream()
                    .map(candidate -> isResult(run, candidate) ? candidate.finished(run) : candidate)
                    .toList();
            boolean over = now.stream().allMatch(candidate -> candidate.result() != null);
            return Decision.stay(over ? new Reporting(request, baseline, now) : withCandidates(now));
        }

        private boolean isResult(RunFinished run, Candidate candidate) {
            return candidate.result() == null
                    && run.runId().equals(proposalRun(experimentId(), candidate.proposalId()));
        }
    }

    /** Every run is over; the report is to be written, after which {@link #reported} ends the campaign. */
    record Reporting(CampaignRequested request, RunFinished baseline, List<Candidate> candidates) implements Campaign {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Reporting withCandidates(List<Candidate> candidates) {
            return new Reporting(request, baseline, candidates);
        }

        @Override
        public Decision on(Event event) {
            return Decision.stay(this);
        }

        /** What came of the campaign, the baseline first. */
        public Results results() {
            return new Results(baseline, candidates);
        }

        /** The report lies in the store. */
        public Decision reported(List<ArtifactRef> report) {
            ExperimentFinished finished = results().finished(experimentId(), report);
            return new Decision(new Finished(experimentId()), List.of(finished));
        }
    }

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
        public Decision on(Event event) {
            return Decision.stay(this);
        }
    }
}
