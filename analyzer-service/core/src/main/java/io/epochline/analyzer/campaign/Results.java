package io.epochline.analyzer.campaign;

import io.epochline.events.ArtifactRef;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What came of a campaign.
 *
 * @param candidates each with its result
 */
public record Results(RunFinished baseline, List<Candidate> candidates) {

    /** The lowest objective on the validation set; empty where the run did not succeed or never had a finite one. */
    public static OptionalDouble value(RunFinished run) {
        if (run.status() != RunStatus.SUCCEEDED || run.summary().bestValLoss() == null) {
            return OptionalDouble.empty();
        }
        double value = run.summary().bestValLoss();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The baseline's run, then the candidates' in the order in which they were tried. */
    public Stream<RunFinished> runs() {
        return Stream.concat(Stream.of(baseline), candidates.stream().map(Candidate::result));
    }

    /** The run with the lowest value; of equals the first, so that a proposal must be better than the baseline to win. */
    public Optional<RunFinished> best() {
        return runs().filter(run -> value(run).isPresent())
                .reduce((best, run) -> value(run).getAsDouble() < value(best).getAsDouble() ? run : best);
    }

    /** The relative change against the baseline, negative when lower; empty where either has no value or the baseline is 0. */
    public OptionalDouble change(RunFinished run) {
        OptionalDouble from = value(baseline);
        OptionalDouble to = value(run);
        return from.isPresent() && to.isPresent() && from.getAsDouble() != 0
                ? OptionalDouble.of((to.getAsDouble() - from.getAsDouble()) / Math.abs(from.getAsDouble()))
                : OptionalDouble.empty();
    }

    ExperimentFinished finished(String experimentId, List<ArtifactRef> report) {
        Optional<RunFinished> best = best();
        return new ExperimentFinished(
                experimentId,
                "campaign",
                status(),
                failure(),
                1 + candidates.size(),
                Math.toIntExact(
                        runs().filter(run -> run.status() == RunStatus.FAILED).count()),
                "val_loss",
                best.map(RunFinished::runId).orElse(null),
                best.map(run -> value(run).getAsDouble()).orElse(null),
                report);
    }

    /** A campaign fares as its baseline did: proposals may fail, but with nothing to improve on there is no campaign. */
    public RunStatus status() {
        return switch (baseline.status()) {
            case SUCCEEDED -> value(baseline).isPresent() ? RunStatus.SUCCEEDED : RunStatus.FAILED;
            case FAILED -> RunStatus.FAILED;
            case CANCELLED, PRUNED -> RunStatus.CANCELLED;
        };
    }

    /** Why the campaign failed, or null where it did not. */
    public Failure failure() {
        if (status() != RunStatus.FAILED) {
            return null;
        }
        return baseline.failure() != null
                ? baseline.failure()
                : Failure.of(
                        FailureCode.DIVERGED,
                        "The baseline never had a finite validation loss, so nothing can be measured against it."
                                + " Maybe its learning rate is too high.");
    }
}
