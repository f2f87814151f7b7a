package io.epochline.events.kafka;

import io.epochline.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps what could not be handled: the message as it came, on {@code <topic>.dlq}, with headers that say why and whence
 * ({@code dead-letter-reason}, {@code -topic}, {@code -partition}, {@code -offset}; the names that SmallRye uses).
 */
public final class DeadLetters implements AutoCloseable {

    private final Map<String, Object> config;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param config of a Kafka client, with {@code bootstrap.servers} */
    public DeadLetters(Map<String, Object> config) {
        this.config = config;
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns when the broker has the message: only then may the original be acknowledged. */
    public void send(ConsumerRecord<byte[], byte[]> record, String reason) {
        Headers headers = headers(record.headers(), record.topic(), record.partition(), record.offset(), reason);
        try {
            producer.send(new ProducerRecord<>(
                            deadLetterTopic(record.topic()), null, record.key(), record.value(), headers))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaUnreachableException(config, "sending to a dead-letter topic", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "sending to a dead-letter topic", e);
        }
    }

    /** The original headers and those of a dead letter, for those who send it themselves, such as a topology. */
    public static Headers headers(Headers original, String topic, int partition, long offset, String reason) {
        Headers headers = new RecordHeaders(original.toArray());
        add(headers, "dead-letter-reason", reason);
        add(headers, "dead-letter-topic", topic);
        add(headers, "dead-letter-partition", Integer.toString(partition));
        add(headers, "dead-letter-offset", Long.toString(offset));
        return headers;
    }

    private static String deadLetterTopic(String topic) {
        return Topic.named(topic)
                .map(Topic::deadLetterName)
                .orElseThrow(() -> new IllegalArgumentException("Not a topic of Epochline: " + topic));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
