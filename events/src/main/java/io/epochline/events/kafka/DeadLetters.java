package io.epochline.events.kafka;

import io.epochline.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Keeps what could not be handled: the message as it came, on {@code <topic>.dlq}, with headers that say why and whence
 * ({@code dead-letter-reason}, {@code -topic}, {@code -partition}, {@code -offset}; the names that SmallRye uses).
 */
public final class DeadLetters implements AutoCloseable {

    static final String REASON = "dead-letter-reason";

    private final RecordSender sender;

    /** @param config of a Kafka client, with {@code bootstrap.servers} */
    public DeadLetters(Map<String, Object> config) {
        this(new RecordSender(config));
    }

    DeadLetters(RecordSender sender) {
        this.sender = sender;
    }

    /** Returns when the broker has the message: only then may the original be acknowledged. */
    public void send(ConsumerRecord<byte[], byte[]> record, String reason) {
        Headers headers = headers(record.headers(), record.topic(), record.partition(), record.offset(), reason);
        sender.send(record, deadLetterTopic(record.topic()), headers);
    }

    /** The original headers and those of a dead letter, for those who send it themselves, such as a topology. */
    public static Headers headers(Headers original, String topic, int partition, long offset, String reason) {
        Headers headers = new RecordHeaders(original.toArray());
        add(headers, REASON, reason);
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
        sender.close();
    }
}
