package io.epochline.events.kafka;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.kafka.CloudEventSerializer;
import io.cloudevents.kafka.PartitionKeyExtensionInterceptor;
import io.epochline.events.Event;
import io.epochline.events.EventCodec;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes events as CloudEvents 1.0 in Kafka's binary mode: attributes in {@code ce_*} headers, the event as JSON body.
 *
 * <p>Configured by {@value #SOURCE}, the {@code ce_source} of all that this producer says.
 */
public final class EventSerializer implements Serializer<Event> {

    public static final String SOURCE = "epochline.source";

    private final CloudEventSerializer delegate = new CloudEventSerializer();
    private URI source = URI.create("/epochline");

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Object configured = configs.get(SOURCE);
        if (configured != null) {
            source = URI.create(configured.toString());
        }
    }

    /** Kafka calls this only on serializers that do not know of headers, which carry half of a CloudEvent. */
    @Override
    public byte[] serialize(String topic, Event event) {
        throw new IllegalStateException(
                "An event needs the headers of its record; use serialize(topic, headers, event)");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Event event) {
        return event == null ? null : delegate.serialize(topic, headers, envelope(event));
    }

    private CloudEvent envelope(Event event) {
        return CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(source)
                .withType(EventCodec.type(event.getClass()))
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension(PartitionKeyExtensionInterceptor.PARTITION_KEY_EXTENSION, event.key())
                .withData(EventCodec.encode(event))
                .build();
    }

    static final String TYPE_HEADER = "ce_" + CloudEventV1.TYPE;
    static final String ID_HEADER = "ce_" + CloudEventV1.ID;
    static final String TIME_HEADER = "ce_" + CloudEventV1.TIME;
}
