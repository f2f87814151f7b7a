package io.epochline.trainer.app;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.Decoded;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TrainerServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JOB = """
            {"kind": "train", "name": "line", "epochs": 3, "batch_size": 8, "seed": 1,
             "data": {"source": "csv", "path": "line.csv", "target": "y"},
             "model": {"name": "mlp", "params": {"width": 8}}, "loss": "mse"}
            """;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    ArtifactStore store;

    @Test
    void trainsWhatAPlainProducerAsksFor() throws Exception {
        produce("plain-1", JOB);

        List<Event> events = await("plain-1", RunFinished.class::isInstance);
        assertThat(events)
                .extracting(Event::id)
                .containsExactlyInAnyOrder(
                        "plain-1:started:1",
                        "plain-1:epoch:1",
                        "plain-1:epoch:2",
                        "plain-1:epoch:3",
                        "plain-1:finished");
        RunFinished finished = finished(events);
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(store.get(finished.summaryRef())).isNotEmpty();
        RunLayout layout = RunLayout.of("plain-1", "plain-1");
        assertThat(NpzReader.readAll(store.get(layout.trace())).get("epoch").longs())
                .containsExactly(1, 2, 3);
        assertThat(store.list(layout.prefix()))
                .extracting(object -> object.key().substring(layout.prefix().length()))
                .contains("meta.json", "trace.npz", "predictions.npz", "model.onnx", "train_log.txt", "summary.json");
        assertThat(store.stat(layout.experiment().manifest())).isPresent();
    }

    @Test
    void setsAMalformedMessageAsideAndGoesOn() throws Exception {
        produce("broken-1", "{\"kind\": \"train\", \"name\": \"x\"}");
        produce("after-1", JOB);

        assertThat(finished(await("after-1", RunFinished.class::isInstance)).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(deadLetterReason("broken-1")).contains("'data' must be present");
    }

    @Test
    void runsAJobOnceThatIsAskedForTwice() throws Exception {
        produce("twice-1", JOB);
        produce("twice-1", JOB);
        produce("then-1", JOB);

        await("then-1", RunFinished.class::isInstance);
        List<Event> events = await("twice-1", RunFinished.class::isInstance);
        assertThat(events).filteredOn(RunStarted.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(EpochCompleted.class::isInstance).hasSize(3);
        assertThat(events.stream().filter(RunFinished.class::isInstance).distinct())
                .hasSize(1);
    }

    @Test
    void refusesAJobThatIsWrongWithoutARun() throws Exception {
        produce("wrong-1", JOB.replace("\"mse\"", "\"msee\""));

        RunFinished finished = finished(await("wrong-1", RunFinished.class::isInstance));
        assertThat(finished.failure().message()).contains("Did you mean 'mse'?");
        assertThat(store.list(RunLayout.of("wrong-1", "wrong-1").prefix())).isEmpty();
    }

    @Test
    void stopsARunThatIsCancelled() throws Exception {
        produce("long-1", JOB.replace("\"epochs\": 3", "\"epochs\": 1000000"));
        await("long-1", EpochCompleted.class::isInstance);

        try (EventPublisher publisher = new EventPublisher(kafka, "/epochline/test", PATIENCE)) {
            publisher.publish(new JobCancelRequested("long-1", "enough"));
        }

        RunFinished finished = finished(await("long-1", RunFinished.class::isInstance));
        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(finished.summary().epochs()).isPositive();
    }

    @Test
    void runsProgramsThatAreListedAndEndsThoseThatAreCancelled() throws Exception {
        String program = """
                {"kind": "command", "name": "count", "program": "count", "args": ["3", "{then}"],
                 "params": {"then": "%s"}, "objective": {"metric": "val_loss", "direction": "minimize"}}
                """;
        produce("program-1", program.formatted("end"));
        produce("program-2", program.formatted("wait"));
        produce("program-3", program.formatted("end").replace("\"program\": \"count\"", "\"program\": \"cuont\""));

        RunFinished finished = finished(await("program-1", RunFinished.class::isInstance));
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.summary().bestValLoss()).isEqualTo(1.5);

        await("program-2", EpochCompleted.class::isInstance);
        try (EventPublisher publisher = new EventPublisher(kafka, "/epochline/test", PATIENCE)) {
            publisher.publish(new JobCancelRequested("program-2", "enough"));
        }
        assertThat(finished(await("program-2", RunFinished.class::isInstance)).status())
                .isEqualTo(RunStatus.CANCELLED);

        assertThat(finished(await("program-3", RunFinished.class::isInstance))
                        .failure()
                        .message())
                .contains("'cuont' is not among those that the operator of this worker has listed: [count]");
    }

    @Test
    void saysHowItIs() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/metrics").then().statusCode(200).body(containsString("epochline_jobs_running"));
    }

    /** As any Kafka client does it, with headers and a body and nothing of ours. */
    private void produce(String jobId, String spec) throws Exception {
        String body = "{\"job_id\": \"%s\", \"spec\": %s}".formatted(jobId, spec);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>("epochline.jobs.train", jobId, body.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", jobId + ":requested",
                        "ce_type", "io.epochline.JobRequested.v1",
                        "ce_source", "/somebody",
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    /** The events of a run up to the one waited for, without looking at other runs. */
    private List<Event> await(String runId, Predicate<Event> last) {
        List<Event> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (EventLog log = EventLog.fromBeginning(kafka, List.of(Topic.RUNS, Topic.EPOCHS), PATIENCE)) {
            while (events.stream().noneMatch(last) || !log.caughtUp()) {
                assertThat(System.nanoTime())
                        .as("events of %s: %s", runId, events)
                        .isLessThan(deadline);
                for (EventLog.Entry entry : log.poll(Duration.ofMillis(200))) {
                    if (entry.decoded() instanceof Decoded.Valid(Event event)
                            && event.id().startsWith(runId + ":")) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }

    private static RunFinished finished(List<Event> events) {
        return (RunFinished) events.stream()
                .filter(RunFinished.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private String deadLetterReason(String jobId) {
        TopicPartition partition = new TopicPartition(Topic.TRAINING_JOBS.deadLetterName(), 0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> dead : consumer.poll(Duration.ofMillis(200))) {
                    if (dead.key().equals(jobId)) {
                        Header reason = dead.headers().lastHeader("dead-letter-reason");
                        return new String(reason.value(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new AssertionError("no dead letter for " + jobId);
    }
}
