package io.epochline.events.kafka;

import io.epochline.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How many jobs of a queue are not done: those that wait and those that workers hold. It is what workers are scaled on, since
 * a share group has no consumer offsets that a scaler for consumer groups could read.
 */
public final class QueueLag implements AutoCloseable {

    private final Admin admin;
    private final Map<String, Object> config;
    private final Duration timeout;

    /** @param config of a Kafka client, with {@code bootstrap.servers} */
    public QueueLag(Map<String, Object> config, Duration timeout) {
        this.config = config;
        this.timeout = timeout;
        this.admin = Admin.create(config);
    }

    /**
     * @param group the share group of the queue's workers
     * @return 0 for a group that has never had a worker
     * @throws KafkaUnreachableException when the broker does not answer in time
     */
    public long of(Topic topic, String group) {
        try {
            Map<TopicPartition, SharePartitionOffsetInfo> offsets = admin.listShareGroupOffsets(
                            Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic.topicName()))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().lag().orElse(0L))
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw new KafkaUnreachableException(config, "asking for the lag of " + group, e);
        } catch (TimeoutException e) {
            throw new KafkaUnreachableException(config, "asking for the lag of " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "asking for the lag of " + group, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
