package io.epochline.analyzer.campaign;

import io.epochline.events.ArtifactRef;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import java.util.Optional;

/** What came of a campaign. */
public record Outcome(Progress progress) {

    private RunFinished baseline() {
        return progress.past().getFirst().baseline();
    }

    /** The best run of the last round, which is that of the round before where nothing was better. */
    public Optional<RunFinished> best() {
        return progress.past().getLast().best(progress.spec().confirmation().confirms());
    }

    /** The job to go on with: the first baseline with every change that was confirmed. */
    public TrainingJob job() {
        return progress.past().getLast().next(progress.incumbent());
    }

    /** The proposal that a round confirmed as the best. */
    public Optional<String> adopted(int round) {
        return progress.past().get(round - 1).winner().map(Verdict::proposalId);
    }

    /**
     * Unless it was cancelled, a campaign fares as its baseline did: proposals may fail, but with nothing to improve on there
     * is no campaign.
     */
    public RunStatus status() {
        if (progress.stopping()) {
            return RunStatus.CANCELLED;
        }
        return switch (baseline().status()) {
            case SUCCEEDED -> Round.value(baseline()).isPresent() ? RunStatus.SUCCEEDED : RunStatus.FAILED;
            case FAILED -> RunStatus.FAILED;
            case CANCELLED, PRUNED -> RunStatus.CANCELLED;
        };
    }

    /** Why the campaign failed, or null where it did not. */
    public Failure failure() {
        if (status() != RunStatus.FAILED) {
            return null;
        }
        return baseline().failure() != null
                ? baseline().failure()
                : Failure.of(
                        FailureCode.DIVERGED,
                        "The baseline never had a finite validation loss, so nothing can be measured against it."
                                + " Maybe its learning rate is too high.");
    }

    ExperimentFinished finished(String verdict, List<ArtifactRef> report) {
        Optional<RunFinished> best = best();
        return new ExperimentFinished(
                progress.experimentId(),
                "campaign",
                status(),
                failure(),
                progress.spent().runs(),
                progress.spent().failed(),
                "val_loss",
                best.map(RunFinished::runId).orElse(null),
                best.map(run -> Round.value(run).getAsDouble()).orElse(null),
                verdict,
                report);
    }
}
