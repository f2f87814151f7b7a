package io.epochline.analyzer.campaign;

import io.epochline.events.JobRequested;
import io.epochline.events.spec.CampaignSpec.Halving;
import io.epochline.events.spec.TrainingJob;
import io.epochline.events.spec.TrainingJob.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lengths that the proposals of a round are trained to, the shortest first, the whole job last. All share the seed of
 * what they are compared with, and each goes on from where its shorter run ended.
 *
 * @param candidates how many the round tries
 */
record Rungs(Progress progress, int candidates) {

    /** The last rung; 0 where all are trained whole at once. */
    int last() {
        Halving halving = progress.spec().halving();
        if (halving == null) {
            return 0;
        }
        int rungs = 0;
        long divisor = halving.factor();
        while (divisor <= candidates && whole() / divisor >= halving.minEpochs()) {
            rungs++;
            divisor *= halving.factor();
        }
        return rungs;
    }

    /** How many epochs the candidate's run of a rung adds to that of the rung below it. */
    int epochs(Candidate candidate, int rung) {
        TrainingJob job = candidate.applied(Variant.of(progress.incumbent())).job();
        return until(job, rung) - (rung == 0 ? 0 : until(job, rung - 1));
    }

    /** On the last rung a job ends where it would, on those below it at the latest where the incumbent would be. */
    private int until(TrainingJob job, int rung) {
        return rung == last() ? job.epochs() : Math.min(job.epochs(), until(rung));
    }

    /** The epoch that the incumbent's run of a rung would end with. */
    private int until(int rung) {
        int until = whole();
        for (int above = last(); above > rung; above--) {
            until /= progress.spec().halving().factor();
        }
        return until;
    }

    private int whole() {
        return progress.incumbent().epochs();
    }

    String runId(Candidate candidate, int rung) {
        return progress.runId(candidate.proposalId() + (rung == last() ? "" : "-e" + until(rung)));
    }

    /** A short run is labelled with the epoch that it ends with; the last goes on to the end of the candidate's own job. */
    JobRequested job(Candidate candidate, int rung) {
        Variant job = candidate.applied(Variant.of(progress.incumbent()));
        Map<String, String> labels = new HashMap<>(Map.of("role", "proposal", "proposal", candidate.proposalId()));
        if (last() > 0) {
            job = job.stage(new Stage(rung == 0 ? null : runId(candidate, rung - 1), until(job.job(), rung)));
        }
        if (rung < last()) {
            labels.put("until", String.valueOf(until(rung)));
        }
        return progress.job(runId(candidate, rung), job.job(), labels);
    }

    /** Those that go on to the next rung: one in so many of all that began this one, but only with a finite value. */
    List<Candidate> survivors(List<Candidate> all, int rung) {
        long began = all.stream()
                .filter(candidate -> candidate.rung() == rung && !candidate.refused())
                .count();
        int factor = progress.spec().halving() == null
                ? 1
                : progress.spec().halving().factor();
        return all.stream()
                .filter(candidate ->
                        candidate.rung() == rung && candidate.value().isPresent())
                .sorted(Comparator.comparingDouble(
                        candidate -> candidate.value().getAsDouble()))
                .limit(Math.max(1, began / factor))
                .toList();
    }
}
