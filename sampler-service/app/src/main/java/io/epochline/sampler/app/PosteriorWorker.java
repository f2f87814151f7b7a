package io.epochline.sampler.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.compute.runtime.OrderlyExit;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import io.epochline.events.kafka.JobQueue;
import io.epochline.sampler.posterior.PosteriorRun;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes posterior jobs from the queue, one at a time. */
@ApplicationScoped
class PosteriorWorker implements JobQueue.Handler {

    private static final String GROUP = "epochline-samplers";

    private final Map<String, Object> kafka;
    private final PosteriorRun posteriors;
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private JobQueue queue;

    PosteriorWorker(
            ArtifactStore store,
            DataFiles files,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @Channel("samples") Emitter<Record<String, Event>> samples) {
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.posteriors = new PosteriorRun(store, files, event -> samples.send(Record.of(event.key(), event))
                .toCompletableFuture()
                .join());
    }

    void start(@Observes StartupEvent event) {
        OrderlyExit.onSignal(Quarkus::asyncExit);
        queue = new JobQueue(kafka, Topic.SAMPLING_JOBS, GROUP, this);
        queue.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        queue.close();
    }

    /** Every worker sees every cancellation; whoever has the job, or gets it later, obeys. */
    @Incoming("control")
    void cancel(Decoded message) {
        if (message instanceof Decoded.Valid(JobCancelRequested request)) {
            cancelled.add(request.jobId());
        }
    }

    @Override
    public JobQueue.Outcome handle(JobRequested job) {
        return switch (posteriors.run(job, () -> cancelled.contains(job.jobId()), () -> stopping)) {
            case FINISHED -> JobQueue.Outcome.DONE;
            case RELEASED -> JobQueue.Outcome.RELEASED;
        };
    }

    @Override
    public void exhausted(JobRequested job, int deliveries) {
        posteriors.abandon(job, deliveries);
    }
}
