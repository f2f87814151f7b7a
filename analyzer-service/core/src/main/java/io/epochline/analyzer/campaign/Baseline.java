package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a round is to improve on trains.
 *
 * @param analyzed whether the list of proposals is already closed
 */
record Baseline(Progress progress, List<Candidate> candidates, boolean analyzed) implements Campaign {

    static Decision begin(Progress progress) {
        JobRequested job = progress.job(progress.baselineRun(), progress.incumbent(), Map.of("role", "baseline"));
        return new Decision(
                new Baseline(progress.asked(progress.incumbent().epochs()), List.of(), false), List.of(job));
    }

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    @Override
    public Baseline withCandidates(List<Candidate> candidates) {
        return new Baseline(progress, candidates, analyzed);
    }

    @Override
    public Standing standing() {
        return Standing.of("baseline", progress, Round.unconfirmed(null, candidates));
    }

    @Override
    public Briefing briefing() {
        return progress.briefing();
    }

    @Override
    public Decision on(Event event) {
        if (event instanceof ExperimentCancelRequested asked && progress.isStoppedBy(asked)) {
            Progress stopping = progress.stopped(asked);
            return new Decision(
                    new Baseline(stopping, candidates, analyzed), stopping.stops(Stream.of(progress.baselineRun())));
        }
        if (event instanceof RunFinished run && run.runId().equals(progress.baselineRun())) {
            return finished(run);
        }
        String run = progress.baselineRun();
        return Decision.stay(new Baseline(
                progress, Proposals.collect(candidates, event, run), analyzed || Proposals.close(event, run)));
    }

    private Decision finished(RunFinished run) {
        Progress so = progress.took(run);
        if (so.stopping() || Round.value(run).isEmpty()) {
            return Decision.stay(Reporting.of(so, Round.unconfirmed(run, List.of())));
        }
        return new Proposing(so, run, candidates, analyzed).next();
    }
}
