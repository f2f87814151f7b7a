package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestServersIT {
    private static TestServers servers;

    @BeforeAll
    static void start() {
        servers = TestServers.start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void eventsAndObjectsSurviveKill() throws Exception {
        produce("survivor", "before");
        put("survivor", "before");

        servers.kill();
        servers.restart();

        produce("survivor", "after");
        assertThat(consume("survivor", 2)).containsExactly("before", "after");
        assertThat(get("survivor")).isEqualTo("before");
    }

    private static void produce(String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.kafkaBootstrap()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static List<String> consume(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers.kafkaBootstrap(), "group.id", "test", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> values.add(event.value()));
            }
        }
        return values;
    }

    private static void put(String key, String content) throws Exception {
        MinioClient client = client();
        client.makeBucket(MakeBucketArgs.builder().bucket("bucket").build());
        byte[] bytes = content.getBytes();
        client.putObject(PutObjectArgs.builder().bucket("bucket").object(key).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
    }

    private static String get(String key) throws Exception {
        try (var in = client().getObject(
                        GetObjectArgs.builder().bucket("bucket").object(key).build())) {
            return new String(in.readAllBytes());
        }
    }

    private static MinioClient client() {
        return MinioClient.builder()
                .endpoint(servers.s3Endpoint())
                .credentials(servers.accessKey(), servers.secretKey())
                .build();
    }
}
