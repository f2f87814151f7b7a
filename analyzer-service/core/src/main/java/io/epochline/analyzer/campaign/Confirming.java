package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The baseline and the best proposals train again on fresh seeds, in pairs.
 *
 * @param repeats all runs that this takes, pair after pair
 */
record Confirming(Progress progress, RunFinished baseline, List<Candidate> candidates, List<Repeat> repeats)
        implements Campaign {

    /**
     * One run.
     *
     * @param draw from 1, the same for the runs of a pair
     * @param proposalId absent for the baseline
     * @param run once it is over
     */
    record Repeat(int draw, String proposalId, boolean asked, RunFinished run) {

        Repeat asking() {
            return new Repeat(draw, proposalId, true, null);
        }

        Repeat finished(RunFinished over) {
            return new Repeat(draw, proposalId, true, over);
        }

        boolean running() {
            return asked && run == null;
        }
    }

    /** Goes straight to the end of the round where there is nothing to confirm, or it would cost too much. */
    static Decision begin(Progress progress, RunFinished baseline, List<Candidate> candidates, int lastRung) {
        Round round = Round.unconfirmed(baseline, candidates);
        Confirmation confirmation = progress.spec().confirmation();
        List<Candidate> finalists = candidates.stream()
                .filter(candidate -> candidate.rung() == lastRung && round.beatsBaseline(candidate))
                .sorted(Comparator.comparingDouble(
                        candidate -> candidate.value().getAsDouble()))
                .limit(confirmation.confirms() ? confirmation.candidates() : 0)
                .toList();
        if (finalists.isEmpty()) {
            return Decision.stay(Reporting.of(progress, round));
        }
        Confirming confirming = new Confirming(progress, baseline, candidates, pairs(confirmation.seeds(), finalists));
        long epochs =
                confirming.repeats().stream().mapToLong(confirming::epochs).sum();
        return progress.affords(confirming.repeats().size(), epochs)
                ? confirming.next()
                : Decision.stay(Reporting.of(progress, round));
    }

    private static List<Repeat> pairs(int seeds, List<Candidate> finalists) {
        List<Repeat> repeats = new ArrayList<>();
        for (int draw = 1; draw <= seeds; draw++) {
            repeats.add(new Repeat(draw, null, false, null));
            for (Candidate finalist : finalists) {
                repeats.add(new Repeat(draw, finalist.proposalId(), false, null));
            }
        }
        return repeats;
    }

    /** That its job trains for. */
    private int epochs(Repeat repeat) {
        return variant(repeat).job().epochs();
    }

    @Override
    public String experimentId() {
        return progress.experimentId();
    }

    @Override
    public Confirming withCandidates(List<Candidate> candidates) {
        return new Confirming(progress, baseline, candidates, repeats);
    }

    @Override
    public Standing standing() {
        return Standing.of("confirming", progress, round(List.of()));
    }

    @Override
    public Briefing briefing() {
        return progress.briefing();
    }

    @Override
    public Decision on(Event event) {
        if (event instanceof ExperimentCancelRequested asked && progress.isStoppedBy(asked)) {
            Progress stopping = progress.stopped(asked);
            Stream<String> running = repeats.stream().filter(Repeat::running).map(this::runId);
            return new Decision(new Confirming(stopping, baseline, candidates, repeats), stopping.stops(running));
        }
        if (!(event instanceof RunFinished run) || repeats.stream().noneMatch(repeat -> awaits(repeat, run.runId()))) {
            return Decision.stay(this);
        }
        List<Repeat> now = repeats.stream()
                .map(repeat -> awaits(repeat, run.runId()) ? repeat.finished(run) : repeat)
                .toList();
        return new Confirming(progress.took(run), baseline, candidates, now).next();
    }

    private boolean awaits(Repeat repeat, String runId) {
        return repeat.running() && runId(repeat).equals(runId);
    }

    private String runId(Repeat repeat) {
        String of = repeat.proposalId() == null ? "baseline" : repeat.proposalId();
        return progress.runId("%s-s%d".formatted(of, repeat.draw()));
    }

    private Decision next() {
        Progress so = progress;
        List<Repeat> now = new ArrayList<>();
        List<Event> jobs = new ArrayList<>();
        long running = repeats.stream().filter(Repeat::running).count();
        for (Repeat repeat : repeats) {
            boolean ask =
                    !repeat.asked() && !so.stopping() && running < so.spec().parallel();
            if (ask) {
                jobs.add(job(repeat));
                so = so.asked(epochs(repeat));
                running++;
            }
            now.add(ask ? repeat.asking() : repeat);
        }
        Confirming next = new Confirming(so, baseline, candidates, List.copyOf(now));
        return running > 0 ? new Decision(next, jobs) : next.over();
    }

    private JobRequested job(Repeat repeat) {
        Map<String, String> labels = new HashMap<>(Map.of("role", "confirmation", "draw", "" + repeat.draw()));
        if (repeat.proposalId() != null) {
            labels.put("proposal", repeat.proposalId());
        }
        Variant job = variant(repeat).redrawn(fresh(repeat.draw()));
        return progress.job(runId(repeat), job.job(), labels);
    }

    private Variant variant(Repeat repeat) {
        Variant incumbent = Variant.of(progress.incumbent());
        return candidates.stream()
                .filter(candidate -> candidate.proposalId().equals(repeat.proposalId()))
                .findFirst()
                .map(candidate -> candidate.applied(incumbent))
                .orElse(incumbent);
    }

    /** No round draws what another drew. */
    private int fresh(int draw) {
        return (progress.round() - 1) * progress.spec().confirmation().seeds() + draw;
    }

    private Decision over() {
        if (progress.stopping()) {
            return Decision.stay(Reporting.of(progress, round(List.of())));
        }
        double alpha = progress.spec().confirmation().alpha();
        Round round = round(Verdict.of(repeats, alpha));
        if (round.winner().isEmpty() || isLast(round)) {
            return Decision.stay(Reporting.of(progress, round));
        }
        Progress next = progress.closed(round, round.next(progress.incumbent()));
        return next.affords(1, next.incumbent().epochs())
                ? Baseline.begin(next)
                : Decision.stay(Reporting.of(progress, round));
    }

    private Round round(List<Verdict> verdicts) {
        List<RunFinished> over =
                repeats.stream().map(Repeat::run).filter(Objects::nonNull).toList();
        return new Round(baseline, candidates, over, verdicts);
    }

    private boolean isLast(Round round) {
        Double enough = progress.spec().enough();
        return progress.round() >= progress.spec().rounds()
                || enough != null
                        && 1 - progress.closed(round, progress.incumbent()).remaining() >= enough;
    }
}
