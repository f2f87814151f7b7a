package io.epochline.events.kafka;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.epochline.events.Decoded;
import io.epochline.events.EventCodec;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what {@link EventSerializer} wrote, or what a stranger sent: never throws, so no message blocks its topic. */
public final class EventDeserializer implements Deserializer<Decoded> {

    @Override
    public Decoded deserialize(String topic, byte[] body) {
        return deserialize(topic, new RecordHeaders(), body);
    }

    @Override
    public Decoded deserialize(String topic, Headers headers, byte[] body) {
        CloudEvent envelope;
        try {
            envelope = KafkaMessageFactory.createReader(headers, body).toEvent();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            return new Decoded.Invalid(
                    "expected a CloudEvent in binary mode (headers ce_specversion, ce_id, ce_source, ce_type), found: "
                            + e.getMessage());
        }
        CloudEventData data = envelope.getData();
        return EventCodec.decode(envelope.getType(), data == null ? null : data.toBytes());
    }
}
