package io.epochline.analyzer.campaign;

import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Proposed;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunMetrics;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Trainers and an analyzer that answer a campaign until it is over: what a run gives is a function of its job. */
public final class World {

    private final BiFunction<JobRequested, Briefing, List<? extends Event>> proposer;
    private final ToDoubleFunction<TrainingJob> value;
    final List<JobRequested> jobs = new ArrayList<>();

    /** The most jobs that were asked for and not yet answered. */
    int mostAtOnce;

    /** @param losses proposed for every baseline */
    public World(List<String> losses, ToDoubleFunction<TrainingJob> value) {
        this(
                (job, briefing) -> IntStream.range(0, losses.size())
                        .mapToObj(i -> proposed(job.jobId(), i + 1, losses.get(i)))
                        .toList(),
                value);
    }

    /** @param proposer answers each baseline, beside what it is told */
    World(BiFunction<JobRequested, Briefing, List<? extends Event>> proposer, ToDoubleFunction<TrainingJob> value) {
        this.proposer = proposer;
        this.value = value;
    }

    public Reporting run(CampaignRequested request) {
        return run(request, campaign -> {});
    }

    /** @param watcher sees every state that the campaign comes to */
    public Reporting run(CampaignRequested request, Consumer<Campaign> watcher) {
        Decision decision = Campaign.begin(request);
        Deque<JobRequested> waiting = new ArrayDeque<>();
        while (!(decision.next() instanceof Reporting)) {
            watcher.accept(decision.next());
            add(decision, waiting);
            decision = answer(decision.next(), waiting);
        }
        watcher.accept(decision.next());
        return (Reporting) decision.next();
    }

    public List<String> jobIds() {
        return jobs.stream().map(JobRequested::jobId).toList();
    }

    private void add(Decision decision, Deque<JobRequested> waiting) {
        decision.events().forEach(event -> {
            jobs.add((JobRequested) event);
            waiting.add((JobRequested) event);
        });
        mostAtOnce = Math.max(mostAtOnce, waiting.size());
    }

    private Decision answer(Campaign campaign, Deque<JobRequested> waiting) {
        JobRequested job = waiting.remove();
        List<Event> answers = new ArrayList<>(List.of(finished(job)));
        if ("baseline".equals(job.labels().get("role"))) {
            List<? extends Event> proposed = proposer.apply(job, campaign.briefing());
            answers.addAll(proposed);
            answers.add(new RunAnalyzed(
                    job.jobId(), EXPERIMENT, new RunMetrics(0.6, "plateauing", 0.05, "unlikely", 0.9), List.of()));
            proposed.forEach(event -> answers.add(passed((Proposed) event)));
        }
        Campaign now = campaign;
        List<Event> told = new ArrayList<>();
        for (Event answer : answers) {
            Decision next = now.on(answer);
            told.addAll(next.events());
            now = next.next();
        }
        return new Decision(now, told);
    }

    private static ProposalChecked passed(Proposed proposed) {
        return new ProposalChecked(proposed.proposalId(), EXPERIMENT, proposed.runId(), true, null);
    }

    private static LossProposed proposed(String run, int rank, String expression) {
        return new LossProposed(
                "loss-" + rank, EXPERIMENT, run, rank, "Loss " + rank, expression, List.of("evidence"), "lower loss");
    }

    private RunFinished finished(JobRequested job) {
        TrainingJob spec = (TrainingJob) job.spec();
        double found = value.applyAsDouble(spec);
        int epochs = spec.lastEpoch();
        RunSummary summary =
                new RunSummary(epochs, epochs * 8L, epochs, found, found, 1, 0.5, Map.of(), false, 2, 900, 4000);
        return new RunFinished(
                job.jobId(), EXPERIMENT, 1, spec.name(), RunStatus.SUCCEEDED, null, summary, null, job.labels());
    }
}
