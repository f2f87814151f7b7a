package io.epochline.sampler.posterior;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.PosteriorLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.sampler.SamplerException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Samples the posteriors of jobs, each once in effect however often it is delivered. The draws follow from the job alone,
 * so an attempt that died is simply done again; the commit point is the conditional put of {@code summary.json}, whose
 * content is the {@link SamplingFinished} that is told after it, and again to whoever is given the job once more.
 */
public final class PosteriorRun {

    private static final int SCHEMA_VERSION = 1;

    /** {@code meta.json}: what the draws were made from. */
    record Meta(int schemaVersion, String jobId, String experimentId, PosteriorJob job, Map<String, String> versions) {}

    private final ArtifactStore store;
    private final DataFiles files;
    private final Consumer<Event> events;

    /** @param events returns when an event is safe with the broker */
    public PosteriorRun(ArtifactStore store, DataFiles files, Consumer<Event> events) {
        this.store = store;
        this.files = files;
        this.events = events;
    }

    /** Why a posterior stopped before its end, if it did. */
    public enum Outcome {
        FINISHED,
        /** Let go of, to be done by another worker from the start. */
        RELEASED
    }

    /**
     * @param cancelled whether the job is to end as it is
     * @param released whether this worker is to let go of it
     */
    public Outcome run(JobRequested request, BooleanSupplier cancelled, BooleanSupplier released) {
        PosteriorLayout layout = layout(request);
        Optional<SamplingFinished> over = committed(layout);
        if (over.isPresent()) {
            events.accept(over.get());
            return Outcome.FINISHED;
        }
        PosteriorJob job = (PosteriorJob) request.spec();
        Draws draws;
        try {
            draws = Posterior.of(job, path -> new String(files.read(path), StandardCharsets.UTF_8))
                    .sample(
                            progress -> events.accept(progressed(request, progress)),
                            () -> cancelled.getAsBoolean() || released.getAsBoolean());
        } catch (SamplerException e) {
            events.accept(failed(request, e.failure()));
            return Outcome.FINISHED;
        } catch (ArtifactException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            events.accept(failed(request, e.failure()));
            return Outcome.FINISHED;
        }
        boolean whole = draws.count() == job.draws();
        if (!whole && !cancelled.getAsBoolean()) {
            return Outcome.RELEASED;
        }
        events.accept(commit(request, layout, draws, whole ? RunStatus.SUCCEEDED : RunStatus.CANCELLED));
        return Outcome.FINISHED;
    }

    /** Ends a job that was delivered too often without reaching its end. */
    public void abandon(JobRequested request, int deliveries) {
        String message = "The job was given to a worker %d times, and none came to its end.".formatted(deliveries);
        events.accept(committed(layout(request))
                .orElseGet(() -> failed(request, Failure.of(FailureCode.DELIVERIES_EXHAUSTED, message))));
    }

    private SamplingFinished commit(JobRequested request, PosteriorLayout layout, Draws draws, RunStatus status) {
        Meta meta = new Meta(
                SCHEMA_VERSION,
                request.jobId(),
                request.experimentId(),
                (PosteriorJob) request.spec(),
                Map.of("java", Runtime.version().toString()));
        JsonDocuments.put(store, layout.meta(), meta);
        ArtifactRef archive = store.put(layout.draws(), draws.toNpz(), "application/octet-stream");
        SamplingFinished finished = new SamplingFinished(
                request.jobId(),
                request.experimentId(),
                request.spec().name(),
                status,
                null,
                draws.acceptance(),
                draws.summaries(),
                archive);
        return JsonDocuments.putIfAbsent(store, layout.summary(), finished)
                .map(won -> finished)
                .or(() -> committed(layout))
                .orElseThrow();
    }

    private Optional<SamplingFinished> committed(PosteriorLayout layout) {
        if (store.stat(layout.summary()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(JsonDocuments.read(store, layout.summary(), SamplingFinished.class));
    }

    private static PosteriorLayout layout(JobRequested request) {
        return new ExperimentLayout(request.experimentId()).posterior(request.jobId());
    }

    private static SamplingProgressed progressed(JobRequested request, Posterior.Progress progress) {
        return new SamplingProgressed(
                request.jobId(),
                request.experimentId(),
                progress.draws(),
                progress.total(),
                progress.acceptance(),
                progress.maxRhat(),
                progress.minEss());
    }

    private static SamplingFinished failed(JobRequested request, Failure failure) {
        return new SamplingFinished(
                request.jobId(),
                request.experimentId(),
                request.spec().name(),
                RunStatus.FAILED,
                failure,
                Double.NaN,
                Map.of(),
                null);
    }
}
