package io.epochline.console.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.events.Decoded;
import io.epochline.events.EventCodec;
import io.epochline.events.Json;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The messages of one topic: the name is the event's type, the id where to go on, the data the body. */
final class TopicSource implements SseSource {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Sse sse;
    private final EventLog log;
    private final Positions positions;
    private String taken;

    TopicSource(Sse sse, Topic topic, EventLog log) {
        this.sse = sse;
        this.log = log;
        this.positions = new Positions(topic, log.positions());
        this.taken = positions.toString();
    }

    @Override
    public boolean pump(Outlet outlet) throws InterruptedException {
        List<EventLog.Entry> entries = log.poll(WAIT);
        for (EventLog.Entry entry : entries) {
            positions.passed(entry.partition(), entry.offset());
            if (!outlet.send(event(entry, positions.toString()))) {
                break;
            }
            taken = positions.toString();
        }
        return !entries.isEmpty();
    }

    private OutboundSseEvent event(EventLog.Entry entry, String after) {
        return switch (entry.decoded()) {
            case Decoded.Valid(var event) -> event(EventCodec.type(event.getClass()), after, oneLine(entry.body()));
            case Decoded.Invalid(String reason) -> event("invalid", after, text(Map.of("reason", reason)));
        };
    }

    private OutboundSseEvent event(String name, String after, String data) {
        return sse.newEventBuilder().name(name).id(after).data(data).build();
    }

    private static String oneLine(byte[] json) {
        try {
            return Json.MAPPER.readTree(json).toString();
        } catch (IOException e) {
            throw new IllegalStateException("A valid event is JSON", e);
        }
    }

    private static String text(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write as JSON: " + value, e);
        }
    }

    @Override
    public String resumeAt() {
        return taken;
    }

    @Override
    public void close() {
        log.close();
    }
}
