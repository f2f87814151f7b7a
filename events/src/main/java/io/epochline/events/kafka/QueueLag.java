package io.epochline.events.kafka;

import io.epochline.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
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
     * The broker's own count, which knows of jobs that were done while an older one still runs; offsets alone would count
     * them until that one ends. Before a group has finished its first job the broker has no count, and every job is before it.
     *
     * <p>A transaction that published jobs has a marker in the topic, which counts like one more job until it is passed.
     *
     * @param group the share group of the queue's workers
     * @throws KafkaUnreachableException when the broker does not answer in time
     */
    public long of(Topic topic, String group) {
        try {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, SharePartitionOffsetInfo> progress = progress(group);
            return partitions.stream()
                    .mapToLong(partition -> Optional.ofNullable(progress.get(partition))
                            .flatMap(SharePartitionOffsetInfo::lag)
                            .orElseGet(() -> ends.get(partition) - beginnings.get(partition)))
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnreachableException(config, "asking for the lag of " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "asking for the lag of " + group, e);
        }
    }

    private List<TopicPartition> partitions(Topic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        return await(admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                .get(topic.topicName())
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, partition -> which)))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> progress(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return await(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close();
    }
}
