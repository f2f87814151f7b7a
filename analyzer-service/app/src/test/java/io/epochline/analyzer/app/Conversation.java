package io.epochline.analyzer.app;

import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks with a running analyzer as the other services do, and remembers all that was said about one experiment. */
final class Conversation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(40);

    private final String experimentId;
    private final EventPublisher publisher;
    private final EventLog log;
    private final List<Event> heard = new ArrayList<>();

    Conversation(String bootstrapServers, String experimentId) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.experimentId = experimentId;
        this.publisher = new EventPublisher(kafka, "/test", PATIENCE);
        this.log = EventLog.fromBeginning(
                kafka, List.of(Topic.TRAINING_JOBS, Topic.EXPERIMENTS, Topic.ANALYSIS, Topic.CONTROL), PATIENCE);
    }

    void tell(Event event) {
        publisher.publish(event);
    }

    /** The events of the type that were told, once there are that many. */
    <T extends Event> List<T> await(Class<T> type, int count) {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (of(type).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected %d %s, heard: %s".formatted(count, type.getSimpleName(), ids()));
            }
            listen(Duration.ofMillis(100));
        }
        return of(type);
    }

    /** The ids of all that was told about the experiment so far. */
    List<String> ids() {
        return heard.stream().map(Event::id).toList();
    }

    void listen(Duration time) {
        for (EventLog.Entry entry : log.poll(time)) {
            if (entry.decoded() instanceof Decoded.Valid(Event event)
                    && event.id().startsWith(experimentId)) {
                heard.add(event);
            }
        }
    }

    private <T extends Event> List<T> of(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        log.close();
        publisher.close();
    }
}
