package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.Decoded;
import io.epochline.events.Json;
import io.epochline.events.kafka.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** A message in the JSON format of CloudEvents, whatever it is: what is no CloudEvent says why under {@code invalid}. */
final class CloudEventJson {

    private static final String ATTRIBUTE = "ce_";

    private CloudEventJson() {}

    static ObjectNode of(EventLog.Entry entry) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        new TreeMap<>(entry.headers()).forEach((header, value) -> {
            if (header.startsWith(ATTRIBUTE)) {
                event.put(header.substring(ATTRIBUTE.length()), value);
            } else if (header.equals("content-type")) {
                event.put("datacontenttype", value);
            }
        });
        event.put("kafkatopic", entry.topic());
        event.put("kafkapartition", entry.partition());
        event.put("kafkaoffset", entry.offset());
        entry.deadLetterReason().ifPresent(reason -> event.put("deadletterreason", reason));
        if (entry.decoded() instanceof Decoded.Invalid invalid) {
            event.put("invalid", invalid.reason());
        }
        return data(event, entry.body());
    }

    private static ObjectNode data(ObjectNode event, byte[] body) {
        if (body == null) {
            return event;
        }
        try {
            return event.set("data", Json.MAPPER.readTree(body));
        } catch (IOException notJson) {
            return event.put("data", new String(body, StandardCharsets.UTF_8));
        }
    }
}
