package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.RunFinished;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The proposals train, side by side, and where the campaign halves, the better ones longer and longer.
 *
 * @param rung which of the {@link Rungs} is being trained; candidates that stand on an earlier one are out
 */
record Trying(Progress progress, RunFinished baseline, List<Candidate> candidates, int rung) implements Campaign {

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    @Override
    public Trying withCandidates(List<Candidate> candidates) {
        return new Trying(progress, baseline, candidates, rung);
    }

    @Override
    public Standing standing() {
        return Standing.of("trying", progress, Round.unconfirmed(baseline, candidates));
    }

    @Override
    public Briefing briefing() {
        return progress.briefing();
    }

    @Override
    public Decision on(Event event) {
        if (event instanceof ExperimentCancelRequested asked && progress.isStoppedBy(asked)) {
            Progress stopping = progress.stopped(asked);
            Stream<String> running = candidates.stream()
                    .filter(Candidate::running)
                    .map(candidate -> rungs().runId(candidate, candidate.rung()));
            return new Decision(new Trying(stopping, baseline, candidates, rung), stopping.stops(running));
        }
        if (!(event instanceof RunFinished run)
                || candidates.stream().noneMatch(candidate -> awaits(candidate, run.runId()))) {
            return Decision.stay(this);
        }
        List<Candidate> now = candidates.stream()
                .map(candidate -> awaits(candidate, run.runId()) ? candidate.finished(run) : candidate)
                .toList();
        return new Trying(progress.took(run), baseline, now, rung).next();
    }

    private boolean awaits(Candidate candidate, String runId) {
        return candidate.running() && runId.equals(rungs().runId(candidate, candidate.rung()));
    }

    /** Asks for as many runs as may go on at once; when the rung is over, climbs to the next, or ends. */
    Decision next() {
        Progress so = progress;
        List<Candidate> now = new ArrayList<>();
        List<Event> jobs = new ArrayList<>();
        long running = candidates.stream().filter(Candidate::running).count();
        for (Candidate candidate : candidates) {
            boolean due = candidate.rung() == rung && candidate.waiting();
            int epochs = due ? rungs().epochs(candidate, rung) : 0;
            if (due && running < so.spec().parallel() && so.affords(1, epochs)) {
                jobs.add(rungs().job(candidate, rung));
                so = so.asked(epochs);
                running++;
                now.add(candidate.asked());
            } else {
                now.add(candidate);
            }
        }
        Trying next = new Trying(so, baseline, List.copyOf(now), rung);
        return running > 0 ? new Decision(next, jobs) : next.rungOver();
    }

    private Decision rungOver() {
        if (progress.stopping()) {
            return Decision.stay(Reporting.of(progress, Round.unconfirmed(baseline, candidates)));
        }
        List<Candidate> better = rungs().survivors(candidates, rung);
        if (rung == rungs().last() || better.isEmpty()) {
            return Confirming.begin(progress, baseline, candidates, rungs().last());
        }
        List<Candidate> climbed = candidates.stream()
                .map(candidate -> better.contains(candidate) ? candidate.climb() : candidate)
                .toList();
        return new Trying(progress, baseline, climbed, rung + 1).next();
    }

    private Rungs rungs() {
        long tried =
                candidates.stream().filter(candidate -> !candidate.refused()).count();
        return new Rungs(progress, (int) tried);
    }
}
