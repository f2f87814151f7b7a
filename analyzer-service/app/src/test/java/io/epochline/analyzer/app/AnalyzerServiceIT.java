package io.epochline.analyzer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.run.RunFolders;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.CampaignRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AnalyzerServiceIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ArtifactStore store;

    @Test
    void leadsCampaignFromItsRequestToItsReport() {
        String id = "it-" + UUID.randomUUID();
        try (Conversation conversation = new Conversation(bootstrapServers, id)) {
            conversation.tell(
                    new CampaignRequested(id, CampaignEvents.requested(2, 0).spec()));
            JobRequested baseline = conversation.await(JobRequested.class, 1).get(0);
            conversation.tell(RunFolders.succeeded(store, id, baseline.jobId(), 0.02, baseline.labels()));
            for (JobRequested job : conversation.await(JobRequested.class, 3).subList(1, 3)) {
                conversation.tell(RunFolders.succeeded(store, id, job.jobId(), 0.01, job.labels()));
            }

            ExperimentFinished finished =
                    conversation.await(ExperimentFinished.class, 1).get(0);

            assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
            finished.report().forEach(ref -> assertThat(store.get(ref)).isNotEmpty());
        }
        RestAssured.get("/q/metrics")
                .then()
                .body(Matchers.containsString("epochline_analyzer_events_total{type=\"ExperimentFinished\"} "));
    }

    @Test
    void whatIsNoEventGoesToTheDeadLetters() throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.RUNS.topicName(), "k", "no event"))
                    .get();
        }
        assertThat(deadLetter(kafka)).contains("expected a CloudEvent in binary mode");
    }

    @Test
    void saysThatItIsReady() {
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    private static String deadLetter(Map<String, Object> kafka) {
        try (var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(Topic.RUNS.deadLetterName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < deadline) {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    return new String(
                            letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8);
                }
            }
        }
        return "no dead letter came";
    }
}
