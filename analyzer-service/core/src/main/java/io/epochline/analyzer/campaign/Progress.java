package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far a campaign has come.
 *
 * @param past the rounds that are over
 * @param incumbent the job that this round is to improve on
 * @param cancelled why no more runs are asked for, maybe empty; null while they are
 */
public record Progress(
        CampaignRequested request, List<Round> past, TrainingJob incumbent, Spent spent, String cancelled) {

    /**
     * @param runs that were asked for
     * @param failed how many of them
     * @param epochs that were asked for
     * @param seconds of training and validation, of the runs that are over
     */
    public record Spent(int runs, int failed, long epochs, double seconds) {

        Spent asked(long more) {
            return new Spent(runs + 1, failed, epochs + more, seconds);
        }

        Spent took(RunFinished run) {
            double more = run.summary() == null ? 0 : run.summary().seconds();
            return new Spent(runs, failed + (run.status() == RunStatus.FAILED ? 1 : 0), epochs, seconds + more);
        }
    }

    static Progress begin(CampaignRequested request) {
        return new Progress(request, List.of(), request.spec().baseline(), new Spent(0, 0, 0, 0), null);
    }

    public String experimentId() {
        return request.experimentId();
    }

    public CampaignSpec spec() {
        return request.spec();
    }

    /** From 1. */
    int round() {
        return past.size() + 1;
    }

    String baselineRun() {
        return runId("baseline");
    }

    /** The id of a run of this round. */
    String runId(String suffix) {
        return RunIds.of(experimentId(), round() == 1 ? suffix : "round%d-%s".formatted(round(), suffix));
    }

    JobRequested job(String runId, TrainingJob job, Map<String, String> labels) {
        return new JobRequested(runId, experimentId(), job, labels);
    }

    /** Whether so much more may be asked for. */
    boolean affords(int runs, long epochs) {
        CampaignSpec.Budget budget = spec().budget();
        return !stopping()
                && (budget.runs() == null || spent.runs + runs <= budget.runs())
                && (budget.epochs() == null || spent.epochs + epochs <= budget.epochs())
                && (budget.seconds() == null || spent.seconds < budget.seconds());
    }

    Progress asked(long epochs) {
        return new Progress(request, past, incumbent, spent.asked(epochs), cancelled);
    }

    Progress took(RunFinished run) {
        return new Progress(request, past, incumbent, spent.took(run), cancelled);
    }

    /** Whether the campaign was cancelled: it ends when the runs that go on are over. */
    public boolean stopping() {
        return cancelled != null;
    }

    boolean isStoppedBy(ExperimentCancelRequested asked) {
        return !stopping() && asked.experimentId().equals(experimentId());
    }

    Progress stopped(ExperimentCancelRequested asked) {
        return new Progress(request, past, incumbent, spent, asked.reason());
    }

    /** The commands that end the runs that go on. */
    List<Event> stops(Stream<String> runs) {
        String why = "its campaign was cancelled" + (cancelled.isBlank() ? "" : ": " + cancelled);
        return runs.<Event>map(run -> new JobCancelRequested(run, why)).toList();
    }

    /** What the confirmed changes of all rounds leave of the baseline's value, such as 0.8. */
    public double remaining() {
        return past.stream()
                .flatMap(round -> round.winner().stream())
                .mapToDouble(winner -> 1 + winner.change())
                .reduce(1, (left, next) -> left * next);
    }

    /** Draws of a round are its own, and the same whenever it is played. */
    Briefing briefing() {
        List<Ledger.Trial> trials = new ArrayList<>();
        TrainingJob on = spec().baseline();
        for (Round round : past) {
            trials.addAll(round.trials(on));
            on = round.next(on);
        }
        return new Briefing(new Ledger(trials), spec().baseline().seed() + past.size());
    }

    /** A round is over; the next one is to improve on the given job. */
    Progress closed(Round round, TrainingJob next) {
        return new Progress(
                request, Stream.concat(past.stream(), Stream.of(round)).toList(), next, spent, cancelled);
    }
}
