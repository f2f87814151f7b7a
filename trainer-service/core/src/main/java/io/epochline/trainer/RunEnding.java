package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what a run leaves behind into the store, and commits it. */
final class RunEnding {

    private final JobRequested request;
    private final PreparedJob prepared;
    private final TrainingEngine engine;
    private final RunClaim claim;
    private final RunFiles files;
    private final TrainingRun run;
    private final Map<String, ArtifactRef> artifacts = new LinkedHashMap<>();

    RunEnding(
            JobRequested request,
            PreparedJob prepared,
            TrainingEngine engine,
            RunClaim claim,
            RunFiles files,
            TrainingRun run) {
        this.request = request;
        this.prepared = prepared;
        this.engine = engine;
        this.claim = claim;
        this.files = files;
        this.run = run;
    }

    /** Lists an artifact under a name in the summary. */
    void keep(String name, ArtifactRef artifact) {
        artifacts.put(name, artifact);
    }

    /** Empty when another attempt has the run, or has ended it. */
    Optional<RunFinished> commit(TrainingRun.End end) {
        if (claim.superseded()) {
            return Optional.empty();
        }
        ArtifactStore store = claim.store();
        RunLayout layout = claim.layout();
        Failure failure = failure(end);
        RunStatus status = status(end, failure);
        keep("trace", files.putTrace(run.trace(), engine.indexMap().size()));
        if (run.trace().bestEpoch() > 0) {
            keep("predictions", files.putPredictions(run.predictAtBest()));
            keep("model", store.put(layout.model(), engine.exportModel(), "application/octet-stream"));
        }
        String log = TrainLog.write(request.jobId(), prepared, engine.indexMap().size(), run.trace(), status, failure);
        keep("train_log", store.put(layout.trainLog(), log.getBytes(StandardCharsets.UTF_8), "text/plain"));
        RunFinished finished = new RunFinished(
                request.jobId(),
                request.experimentId(),
                claim.attempt(),
                prepared.job().name(),
                status,
                failure,
                summary(),
                null,
                request.labels());
        return SummaryDocument.commit(store, layout, finished, artifacts);
    }

    private Failure failure(TrainingRun.End end) {
        Trace trace = run.trace();
        if (end == TrainingRun.End.DIVERGED) {
            return Failure.of(
                    FailureCode.DIVERGED,
                    "The loss or its gradient was not finite at step %d (epoch %d): loss %s, gradient norm %s. "
                                    .formatted(
                                            trace.steps(),
                                            trace.epochs().size() + 1,
                                            trace.loss.last(),
                                            trace.gradNorm.last())
                            + "Maybe a smaller optimizer.lr than %s, or a clip_norm."
                                    .formatted(prepared.job().optimizer().lr()));
        }
        if (end == TrainingRun.End.COMPLETED && trace.bestEpoch() == 0) {
            return Failure.of(
                    FailureCode.DIVERGED,
                    "The objective was not finite on the validation set in any of %d epochs."
                            .formatted(trace.epochs().size()));
        }
        return null;
    }

    private static RunStatus status(TrainingRun.End end, Failure failure) {
        if (failure != null) {
            return RunStatus.FAILED;
        }
        return end == TrainingRun.End.CANCELLED ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
    }

    private RunSummary summary() {
        Trace trace = run.trace();
        List<EpochRecord> epochs = trace.epochs();
        EpochRecord best = trace.bestEpoch() > 0 ? epochs.get(trace.bestEpoch() - 1) : null;
        double rows = (double) epochs.size() * prepared.partition().train().length;
        return new RunSummary(
                epochs.size(),
                trace.steps(),
                trace.bestEpoch(),
                best == null ? null : best.valLoss(),
                epochs.isEmpty() ? null : epochs.getLast().valLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getFirst().trainLoss(),
                epochs.isEmpty() ? Double.NaN : epochs.getLast().trainLoss(),
                best == null ? Map.of() : best.metrics(),
                EarlyStop.due(prepared.job().earlyStopping(), epochs)
                        && epochs.size() < prepared.job().epochs(),
                run.seconds(),
                rows / Math.max(run.seconds(), 1e-9),
                engine.indexMap().size());
    }
}
