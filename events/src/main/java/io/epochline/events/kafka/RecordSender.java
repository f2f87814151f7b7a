package io.epochline.events.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a record on as it came, to its own topic or another. */
final class RecordSender implements AutoCloseable {

    private final Map<String, Object> config;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param config of a Kafka client, with {@code bootstrap.servers} */
    RecordSender(Map<String, Object> config) {
        this.config = config;
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns when the broker has it: only then may the original be acknowledged. */
    void send(ConsumerRecord<byte[], byte[]> record, String topic, Headers headers) {
        try {
            producer.send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaUnreachableException(config, "sending to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException(config, "sending to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
