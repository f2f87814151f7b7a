package io.epochline.events.kafka;

import io.epochline.events.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics and the share groups that Epochline needs. Done by every service at its start; doing it twice is harmless. */
public final class Topics {

    private static final int TIMEOUT_SECONDS = 30;

    private Topics() {}

    /**
     * Creates the topics that are missing, with their dead-letter topics. Events are kept forever: history is what
     * decisions are made from.
     *
     * @param config of a Kafka client, with {@code bootstrap.servers}
     * @throws KafkaUnreachableException when the broker does not answer within 30 s
     */
    public static void ensure(Map<String, Object> config) {
        List<NewTopic> topics = Arrays.stream(Topic.values())
                .flatMap(topic ->
                        Stream.of(topic(topic.topicName(), topic.partitions()), topic(topic.deadLetterName(), 1)))
                .toList();
        try (Admin admin = Admin.create(config)) {
            Collection<KafkaFuture<Void>> creations =
                    admin.createTopics(topics).values().values();
            for (KafkaFuture<Void> creation : creations) {
                awaitUnlessPresent(creation);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnreachableException(config, "creating topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "creating topics", e);
        }
    }

    /**
     * Has a share group begin at the oldest job and see committed jobs only. Must come before the group's first fetch:
     * a group that begins at the end never sees the jobs sent before it.
     */
    static void configureQueue(Map<String, Object> config, String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        List<AlterConfigOp> settings = Stream.of(
                        new ConfigEntry("share.auto.offset.reset", "earliest"),
                        new ConfigEntry("share.isolation.level", "read_committed"))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(config)) {
            admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnreachableException(config, "configuring the share group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "configuring the share group " + group, e);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    private static void awaitUnlessPresent(KafkaFuture<Void> creation)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            creation.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
