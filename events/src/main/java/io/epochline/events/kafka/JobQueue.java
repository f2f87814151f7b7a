package io.epochline.events.kafka;

import io.epochline.events.Decoded;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes jobs from a topic as from a queue: one at a time, each held under a lock that is renewed while its handler runs.
 * Workers share a group and scale past the partition count; when one dies, the broker hands its job to another.
 *
 * <p>A message that is no job goes to the dead-letter topic, and so does a job that was delivered too often, because it
 * kills its workers. A lock can be lost (a long freeze), and then two workers have the same job: handlers must bear it,
 * by committing their result with a conditional put.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka">KIP-932</a>
 */
public final class JobQueue implements AutoCloseable {

    /** What became of a delivery. */
    public enum Outcome {
        /** The job is over, whether it succeeded or not. */
        DONE,
        /** It did not work: give the job to another worker, unless it was delivered too often. */
        RETRY,
        /** The handler was told to let go of the job: another worker may have it, and this delivery does not count. */
        RELEASED
    }

    /** Does the work. */
    public interface Handler {

        /** Runs on a thread of its own. An exception counts as {@link Outcome#RETRY}. */
        Outcome handle(JobRequested job) throws Exception;

        /** Told instead of {@link #handle} when the job was delivered too often; the job goes to the dead-letter topic then. */
        void exhausted(JobRequested job, int deliveries) throws Exception;
    }

    /** Below the broker's own limit of 5, past which it drops a record without a word. */
    static final int MAX_DELIVERIES = 4;

    private static final System.Logger LOG = System.getLogger(JobQueue.class.getName());
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);

    private final Map<String, Object> config;
    private final Topic topic;
    private final String group;
    private final Handler handler;
    private final RecordSender sender;
    private final DeadLetters deadLetters;
    private final EventDeserializer deserializer = new EventDeserializer();
    private final ExecutorService worker;
    private final Thread dispatcher;
    private volatile boolean closing;

    /**
     * @param clientConfig of a Kafka client, with {@code bootstrap.servers}
     * @param group the share group; all workers of one kind name the same
     */
    public JobQueue(Map<String, Object> clientConfig, Topic topic, String group, Handler handler) {
        this.config = new HashMap<>(clientConfig);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.topic = topic;
        this.group = group;
        this.handler = handler;
        this.sender = new RecordSender(clientConfig);
        this.deadLetters = new DeadLetters(sender);
        this.worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(group + "-worker").daemon().factory());
        this.dispatcher = Thread.ofPlatform().name(group + "-dispatcher").unstarted(this::dispatch);
    }

    /** Begins to take jobs. */
    public void start() {
        dispatcher.start();
    }

    /** Takes no more jobs. Returns at once; the handler goes on. */
    public void stopTaking() {
        closing = true;
    }

    /**
     * Takes no more jobs and returns when the handler has returned. A handler that wants to let go of its job early must
     * be told so by its owner before, and where several queues share a process, all must have stopped taking before that.
     */
    @Override
    public void close() {
        stopTaking();
        try {
            dispatcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.shutdown();
        sender.close();
    }

    private void dispatch() {
        while (!closing) {
            try {
                Topics.configureQueue(config, group);
                takeJobs();
            } catch (KafkaException | KafkaUnreachableException e) {
                LOG.log(System.Logger.Level.WARNING, "Queue {0}: {1}; trying again", topic.topicName(), e.getMessage());
                pause(RECONNECT_PAUSE);
            }
        }
    }

    private void takeJobs() {
        try (KafkaShareConsumer<byte[], byte[]> consumer =
                new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic.topicName()));
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(IDLE_POLL)) {
                    if (closing) {
                        consumer.acknowledge(record, putBack(record));
                        consumer.commitSync();
                    } else {
                        work(consumer, record);
                    }
                }
            }
        }
    }

    /** Waits for the handler and keeps the lock meanwhile. The consumer is used by this thread alone. */
    private void work(KafkaShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        Future<Outcome> outcome = worker.submit(() -> handle(record));
        ConsumerRecord<byte[], byte[]> held = record;
        while (!finishes(outcome, lockDuration(consumer).dividedBy(3))) {
            held = held == null ? null : renew(consumer, held);
        }
        if (held != null) {
            consumer.acknowledge(
                    held,
                    switch (result(outcome)) {
                        case DONE -> AcknowledgeType.ACCEPT;
                        case RETRY -> deliveries(held) > MAX_DELIVERIES ? putBack(held) : AcknowledgeType.RELEASE;
                        case RELEASED -> putBack(held);
                    });
            consumer.commitSync();
        }
    }

    /**
     * Puts a copy, with no deliveries, at the end of the queue. Should this worker die before the original is acknowledged,
     * the job is there twice, which handlers must bear anyway.
     */
    private AcknowledgeType putBack(ConsumerRecord<byte[], byte[]> record) {
        sender.send(record, record.topic(), record.headers());
        return AcknowledgeType.ACCEPT;
    }

    private static int deliveries(ConsumerRecord<byte[], byte[]> record) {
        return record.deliveryCount().orElse((short) 1);
    }

    /**
     * Renews the lock; only the commit sends it, and only the poll after it makes the record ours to acknowledge again.
     *
     * @return the record under its new lock, or null when the lock was lost
     */
    private ConsumerRecord<byte[], byte[]> renew(
            KafkaShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        consumer.acknowledge(record, AcknowledgeType.RENEW);
        consumer.commitSync();
        ConsumerRecord<byte[], byte[]> renewed = null;
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        for (ConsumerRecord<byte[], byte[]> next : records) {
            if (next.partition() == record.partition() && next.offset() == record.offset()) {
                renewed = next;
            } else {
                consumer.acknowledge(next, AcknowledgeType.RELEASE);
            }
        }
        if (renewed == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Queue {0}: lost the lock on offset {1}; another worker may run the same job",
                    topic.topicName(),
                    record.offset());
        }
        return renewed;
    }

    private Outcome handle(ConsumerRecord<byte[], byte[]> record) throws Exception {
        switch (deserializer.deserialize(record.topic(), record.headers(), record.value())) {
            case Decoded.Valid(JobRequested job)
            when job.topic() == topic -> {
                int deliveries = deliveries(record);
                if (deliveries <= MAX_DELIVERIES) {
                    return handler.handle(job);
                }
                handler.exhausted(job, deliveries - 1);
                deadLetters.send(record, "delivered %d times without an end".formatted(deliveries - 1));
            }
            case Decoded.Valid(var event) ->
                deadLetters.send(
                        record, "%s takes jobs of its own kind, found: %s".formatted(topic.topicName(), event.id()));
            case Decoded.Invalid(String reason) -> deadLetters.send(record, reason);
        }
        return Outcome.DONE;
    }

    private Outcome result(Future<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "Queue " + topic.topicName() + ": the handler failed", e.getCause());
            return Outcome.RETRY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.RETRY;
        }
    }

    private static boolean finishes(Future<Outcome> outcome, Duration within) {
        try {
            outcome.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration lockDuration(KafkaShareConsumer<byte[], byte[]> consumer) {
        return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(DEFAULT_LOCK);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
