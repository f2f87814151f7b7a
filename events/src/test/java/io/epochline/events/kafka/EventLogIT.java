package io.epochline.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.Decoded;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.Topic;
import io.epochline.standalone.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> config =
            Map.of("bootstrap.servers", TestServers.shared().kafkaBootstrap());

    @BeforeEach
    void topics() {
        Topics.ensure(config);
        Topics.ensure(config);
    }

    @Test
    void anEventArrivesAsACloudEventInBinaryMode() {
        JobCancelRequested cancel = new JobCancelRequested(UUID.randomUUID().toString(), "enough");
        publish(cancel);

        EventLog.Entry entry = read().stream()
                .filter(found -> found.decoded().equals(new Decoded.Valid(cancel)))
                .findFirst()
                .orElseThrow();

        assertThat(entry.key()).isEqualTo(cancel.jobId());
        assertThat(entry.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", cancel.jobId() + ":cancel-requested")
                .containsEntry("ce_type", "io.epochline.JobCancelRequested.v1")
                .containsEntry("ce_source", "/epochline/test")
                .containsEntry("ce_partitionkey", cancel.jobId())
                .containsEntry("content-type", "application/json");
        assertThat(OffsetDateTime.parse(entry.headers().get("ce_time")))
                .isBefore(OffsetDateTime.now().plusMinutes(1));
        assertThat(new String(entry.body(), StandardCharsets.UTF_8)).startsWith("{\"job_id\":");
    }

    @Test
    void aLogFromNowOnSeesWhatComesAndNothingOlder() {
        publish(new JobCancelRequested("older", ""));
        try (EventLog log = EventLog.fromNow(config, List.of(Topic.CONTROL), PATIENCE)) {
            publish(new JobCancelRequested("newer", ""));
            List<EventLog.Entry> entries = List.of();
            for (int i = 0; i < 50 && entries.isEmpty(); i++) {
                entries = log.poll(Duration.ofMillis(200));
            }
            assertThat(entries)
                    .extracting(EventLog.Entry::decoded)
                    .contains(new Decoded.Valid(new JobCancelRequested("newer", "")))
                    .doesNotContain(new Decoded.Valid(new JobCancelRequested("older", "")));
        }
    }

    @Test
    void aBrokerOutOfReachIsToldWithItsAddress() {
        Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");

        assertThatThrownBy(() -> EventLog.fromNow(nowhere, List.of(Topic.CONTROL), Duration.ofSeconds(2)))
                .isInstanceOf(KafkaUnreachableException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("./epochline up");
    }

    private List<EventLog.Entry> read() {
        try (EventLog log = EventLog.fromBeginning(config, List.of(Topic.CONTROL), PATIENCE)) {
            return log.readToEnd(PATIENCE);
        }
    }

    private void publish(JobCancelRequested cancel) {
        try (EventPublisher publisher = new EventPublisher(config, "/epochline/test", PATIENCE)) {
            publisher.publish(cancel);
        }
    }
}
