package io.epochline.events.kafka;

import io.epochline.events.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events outside a service, one at a time: for the command line and for tests. */
public final class EventPublisher implements AutoCloseable {

    private final Map<String, Object> config;
    private final Duration timeout;
    private final KafkaProducer<String, Event> producer;

    /**
     * @param config of a Kafka client, with {@code bootstrap.servers}
     * @param source the {@code ce_source}, such as {@code /epochline/cli}
     * @param timeout how long the broker may take
     */
    public EventPublisher(Map<String, Object> config, String source, Duration timeout) {
        this.config = new HashMap<>(config);
        this.timeout = timeout;
        this.config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        EventSerializer serializer = new EventSerializer();
        serializer.configure(Map.of(EventSerializer.SOURCE, source), false);
        this.producer = new KafkaProducer<>(this.config, new StringSerializer(), serializer);
    }

    /**
     * Returns when the broker has the event.
     *
     * @throws KafkaUnreachableException when it does not take it in time
     */
    public void publish(Event event) {
        try {
            producer.send(new ProducerRecord<>(event.topic().topicName(), event.key(), event))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new KafkaUnreachableException(config, "publishing " + event.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "publishing " + event.id(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
