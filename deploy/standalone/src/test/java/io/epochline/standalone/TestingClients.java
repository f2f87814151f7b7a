package io.epochline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
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

/** Real clients of the servers under test, for strings. */
final class TestingClients {
    static final String BUCKET = "bucket";

    private final TestServers servers;

    TestingClients(TestServers servers) {
        this.servers = servers;
    }

    void send(String topic, String... values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers.kafkaBootstrap());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, "key", value)).get();
            }
        }
    }

    /** The first events of a topic, fewer if they do not come. */
    List<String> read(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers.kafkaBootstrap(), "group.id", "reader", "auto.offset.reset", "earliest");
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

    MinioClient s3() {
        return s3(servers.accessKey(), servers.secretKey());
    }

    MinioClient s3(String accessKey, String secretKey) {
        return MinioClient.builder()
                .endpoint(servers.s3Endpoint())
                .credentials(accessKey, secretKey)
                .build();
    }

    void makeBucket() throws Exception {
        s3().makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }

    void put(String key, String content, Map<String, String> headers) throws Exception {
        byte[] bytes = content.getBytes(UTF_8);
        s3().putObject(PutObjectArgs.builder().bucket(BUCKET).object(key).extraHeaders(headers).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
    }

    String get(String key) throws Exception {
        try (var in = s3().getObject(
                        GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    List<String> list() throws Exception {
        List<String> keys = new ArrayList<>();
        for (var result : s3().listObjects(
                        ListObjectsArgs.builder().bucket(BUCKET).recursive(true).build())) {
            keys.add(result.get().objectName());
        }
        return keys;
    }
}
