package io.epochline.events.kafka;

import io.epochline.events.Decoded;
import io.epochline.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics without a consumer group, leaving no mark on the broker: what was said, from the beginning or from now
 * on. For whoever looks on, such as the command line and the console. One thread at a time.
 */
public final class EventLog implements AutoCloseable {

    /**
     * One message.
     *
     * @param topic its name, which may be that of a topic of dead letters
     * @param timestamp milliseconds since 1970, given by the producer
     * @param headers the last value of each
     * @param body as it came
     */
    public record Entry(
            String topic,
            int partition,
            long offset,
            long timestamp,
            String key,
            Map<String, String> headers,
            byte[] body,
            Decoded decoded) {

        /** Why a worker could not handle it, of a dead letter. */
        public Optional<String> deadLetterReason() {
            return Optional.ofNullable(headers.get(DeadLetters.REASON));
        }
    }

    private final Map<String, Object> config;
    private final KafkaConsumer<String, byte[]> consumer;
    private final EventDeserializer deserializer = new EventDeserializer();
    private final Map<TopicPartition, Long> remaining = new HashMap<>();

    /** @param starts the offset to begin at, by partition; where there is none, the end or the beginning */
    private EventLog(
            Map<String, Object> clientConfig,
            Collection<String> topics,
            Duration timeout,
            boolean fromEnd,
            Map<TopicPartition, Long> starts) {
        this.config = new HashMap<>(clientConfig);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            assign(topics, fromEnd, starts);
        } catch (KafkaException e) {
            consumer.close();
            throw new KafkaUnreachableException(config, "looking up topics", e);
        }
    }

    /**
     * @param config of a Kafka client, with {@code bootstrap.servers}
     * @param timeout how long the broker may take to answer at first
     * @throws KafkaUnreachableException when it does not
     */
    public static EventLog fromBeginning(Map<String, Object> config, Collection<Topic> topics, Duration timeout) {
        return new EventLog(config, names(topics), timeout, false, Map.of());
    }

    /** What comes after this call returns, and nothing before. Parameters as in {@link #fromBeginning}. */
    public static EventLog fromNow(Map<String, Object> config, Collection<Topic> topics, Duration timeout) {
        return new EventLog(config, names(topics), timeout, true, Map.of());
    }

    /** Dead letters: those that are there and those to come, or the latter alone. */
    public static EventLog ofDeadLetters(Map<String, Object> config, Topic topic, boolean fromNow, Duration timeout) {
        return new EventLog(config, List.of(topic.deadLetterName()), timeout, fromNow, Map.of());
    }

    /**
     * From where an earlier log was left.
     *
     * @param positions as {@link #positions} told them; a partition that is not named is read from its beginning
     * @throws KafkaUnreachableException when the broker does not answer within {@code timeout}
     */
    public static EventLog fromPositions(
            Map<String, Object> config,
            Collection<Topic> topics,
            Map<TopicPartition, Long> positions,
            Duration timeout) {
        return new EventLog(config, names(topics), timeout, false, positions);
    }

    private static List<String> names(Collection<Topic> topics) {
        return topics.stream().map(Topic::topicName).toList();
    }

    private void assign(Collection<String> topics, boolean fromEnd, Map<TopicPartition, Long> starts) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromEnd) {
            consumer.seekToEnd(partitions);
        } else {
            consumer.seekToBeginning(partitions);
        }
        starts.forEach((partition, offset) -> {
            if (partitions.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                remaining.put(partition, end);
            }
        });
    }

    /** The next messages, in order within a partition; empty when none came in time. */
    public List<Entry> poll(Duration atMost) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
                entries.add(entry(record));
            }
            remaining.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        } catch (TimeoutException e) {
            throw new KafkaUnreachableException(config, "reading events", e);
        }
        return entries;
    }

    /** The offset of the next message of each partition. */
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** Whether everything has been read that was there when this log was opened. */
    public boolean caughtUp() {
        return remaining.isEmpty();
    }

    /**
     * Everything that was there when this log was opened and is not read yet.
     *
     * @throws KafkaUnreachableException when the broker falls silent for as long as {@code patience}
     */
    public List<Entry> readToEnd(Duration patience) {
        List<Entry> entries = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        BooleanSupplier late = () -> System.nanoTime() > deadline;
        while (!caughtUp()) {
            List<Entry> next = poll(Duration.ofMillis(200));
            entries.addAll(next);
            if (next.isEmpty() && late.getAsBoolean()) {
                throw new KafkaUnreachableException(config, "reading events", null);
            }
        }
        return entries;
    }

    private Entry entry(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Entry(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                headers,
                record.value(),
                deserializer.deserialize(record.topic(), record.headers(), record.value()));
    }

    /** Ends a {@link #poll} of another thread with a {@link org.apache.kafka.common.errors.WakeupException}. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
