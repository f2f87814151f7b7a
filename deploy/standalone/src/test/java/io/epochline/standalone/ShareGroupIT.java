package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** The broker serves queues: each record goes to one worker, and comes again when that worker lets go of it. */
class ShareGroupIT {
    private final TestServers servers = TestServers.shared();

    @Test
    void sharesAPartitionAmongWorkersAndRedeliversWhatOneReleases() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrap()))) {
            admin.createTopics(Set.of(new NewTopic("queue", 1, (short) 1)))
                    .all()
                    .get();
            ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "workers");
            AlterConfigOp earliest =
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(group, List.of(earliest)))
                    .all()
                    .get();
        }
        new TestingClients(servers).send("queue", "a", "b", "c");

        try (var first = worker();
                var second = worker()) {
            assertThat(take(first, 1, AcknowledgeType.RELEASE)).containsExactly("a");
            List<String> done = new ArrayList<>(take(second, 2, AcknowledgeType.ACCEPT));
            done.addAll(take(first, 1, AcknowledgeType.ACCEPT));
            assertThat(done).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    private KafkaShareConsumer<String, String> worker() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers.kafkaBootstrap(),
                "group.id", "workers",
                "max.poll.records", 1,
                "share.acquire.mode", "record_limit",
                "share.acknowledgement.mode", "explicit");
        var worker = new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        worker.subscribe(Set.of("queue"));
        return worker;
    }

    private static List<String> take(
            KafkaShareConsumer<String, String> worker, int count, AcknowledgeType acknowledgement) {
        List<String> taken = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (taken.size() < count && System.nanoTime() < deadline) {
            for (var record : worker.poll(Duration.ofMillis(500))) {
                taken.add(record.value());
                worker.acknowledge(record, acknowledgement);
            }
            worker.commitSync();
        }
        return taken;
    }
}
