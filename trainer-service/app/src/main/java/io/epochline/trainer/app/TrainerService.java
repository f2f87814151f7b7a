package io.epochline.trainer.app;

import io.epochline.compute.runtime.OnnxRuntime;
import io.epochline.compute.runtime.OrderlyExit;
import io.epochline.events.Topic;
import io.epochline.events.kafka.JobQueue;
import io.epochline.events.kafka.Topics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Takes jobs while the application is up; at its end lets go of them, with a checkpoint, for other workers. */
@Readiness
@ApplicationScoped
class TrainerService implements HealthCheck {

    static final String GROUP = "epochline-trainers";

    private final Map<String, Object> kafka;
    private final TrainingHandler handler;
    private final StopSignals signals;
    private final Optional<Integer> threads;
    private final int slots;
    private volatile List<JobQueue> queues = List.of();

    TrainerService(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TrainingHandler handler,
            StopSignals signals,
            @ConfigProperty(name = "epochline.trainer.threads") Optional<Integer> threads,
            @ConfigProperty(name = "epochline.trainer.slots") int slots) {
        this.kafka = kafka;
        this.handler = handler;
        this.signals = signals;
        this.threads = threads;
        this.slots = slots;
    }

    /** Before the channels subscribe. */
    void makeTopics(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Topics.ensure(kafka);
    }

    void start(@Observes StartupEvent event) {
        OrderlyExit.onSignal(Quarkus::asyncExit);
        threads.ifPresent(OnnxRuntime::threads);
        queues = IntStream.range(0, slots)
                .mapToObj(slot -> new JobQueue(kafka, Topic.TRAINING_JOBS, GROUP, handler))
                .toList();
        queues.forEach(JobQueue::start);
    }

    void stop(@Observes ShutdownEvent event) {
        queues.forEach(JobQueue::stopTaking);
        signals.releaseAll();
        queues.forEach(JobQueue::close);
        queues = List.of();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("job queue")
                .status(!queues.isEmpty())
                .withData("running", signals.running())
                .build();
    }
}
