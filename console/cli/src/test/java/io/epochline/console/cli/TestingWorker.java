package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.Decoded;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.Topic;
import io.epochline.events.kafka.DeadLetters;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.kafka.Topics;
import io.epochline.standalone.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A real broker and a real object store of a test's own, and what a trainer would tell there. */
final class TestingWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestServers servers = TestServers.start();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", servers.kafkaBootstrap());
    private final EventPublisher publisher;
    private final ArtifactStore store;

    TestingWorker() {
        Logs.configure(false);
        Topics.ensure(kafka);
        publisher = new EventPublisher(kafka, "/epochline/test", PATIENCE);
        store = ArtifactStores.open(
                StoreConfig.of(servers.s3Endpoint(), null, null, servers.accessKey(), servers.secretKey(), null));
    }

    TestServers servers() {
        return servers;
    }

    ArtifactStore store() {
        return store;
    }

    /** Does with a message what a worker does with one that it cannot handle. */
    void refuse(Topic topic, String key, String body, String reason) {
        try (DeadLetters deadLetters = new DeadLetters(kafka)) {
            deadLetters.send(
                    new ConsumerRecord<>(
                            topic.topicName(),
                            0,
                            7,
                            key.getBytes(StandardCharsets.UTF_8),
                            body.getBytes(StandardCharsets.UTF_8)),
                    reason);
        }
    }

    TestingCli cli(Path folder) {
        return new TestingCli(
                folder,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrap(),
                        "EPOCHLINE_STORE_ENDPOINT", servers.s3Endpoint(),
                        "EPOCHLINE_STORE_ACCESS_KEY", servers.accessKey(),
                        "EPOCHLINE_STORE_SECRET_KEY", servers.secretKey()));
    }

    List<Event> told(Topic topic) {
        try (EventLog log = EventLog.fromBeginning(kafka, List.of(topic), PATIENCE)) {
            return log.readToEnd(PATIENCE).stream()
                    .map(entry -> ((Decoded.Valid) entry.decoded()).event())
                    .toList();
        }
    }

    void tell(Event event) {
        publisher.publish(event);
    }

    void begin(String run) {
        tell(new RunStarted(run, run, 1, "table", "trainer-1", "cpu", 2, 5, 2, Map.of()));
        epoch(run, 1, 0.5);
    }

    void epoch(String run, int epoch, double val) {
        tell(new EpochCompleted(run, run, epoch, 2, 0.5, val, Map.of(), 1e-3, 1, 1, 100, 1, true, null));
    }

    /** @param status what it ends as; with a failure, where it is that */
    void finish(String run, RunStatus status) {
        RunSummary summary = new RunSummary(2, 10, 2, 0.25, 0.25, 0.5, 0.5, Map.of("mse", 0.25), false, 2, 100, 2);
        Failure failure =
                status == RunStatus.FAILED ? Failure.of(FailureCode.DIVERGED, "the loss is NaN at step 3") : null;
        tell(new RunFinished(
                run, run, 1, "table", status, failure, status == RunStatus.SUCCEEDED ? summary : null, null, Map.of()));
    }

    void train(String run, RunStatus status) {
        begin(run);
        epoch(run, 2, 0.25);
        finish(run, status);
    }

    @Override
    public void close() {
        publisher.close();
        store.close();
        servers.close();
    }
}
