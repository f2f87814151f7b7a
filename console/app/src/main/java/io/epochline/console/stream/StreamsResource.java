package io.epochline.console.stream;

import io.epochline.console.KafkaAddress;
import io.epochline.console.api.ProblemException;
import io.epochline.console.live.Changes;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api")
@Tag(name = "streams")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Blocking
class StreamsResource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What one read holds in memory at most. */
    private static final Map<String, Object> SMALL_READS = Map.of("max.poll.records", 100, "fetch.max.bytes", 1 << 20);

    private final KafkaAddress kafka;
    private final Changes changes;
    private final Streams streams;

    @Inject
    StreamsResource(KafkaAddress kafka, Changes changes, Streams streams) {
        this.kafka = kafka;
        this.changes = changes;
        this.streams = streams;
    }

    @GET
    @Path("/topics/{topic}/events")
    @Operation(
            summary = "Follow a topic as server-sent events",
            description =
                    "The name of an event is its type, its data the body, its id where to go on: a client that comes "
                            + "back with Last-Event-ID misses nothing. A client that takes nothing for 10 s is dropped; its last "
                            + "event is named 'dropped'.")
    public Multi<OutboundSseEvent> events(
            @PathParam("topic") String name,
            @QueryParam("from") @DefaultValue("now") String from,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse,
            @Context HttpServerRequest request) {
        Topic topic = Topic.named(name).orElseThrow(() -> ProblemException.notFound("topic", name, Topic.names()));
        return streams.stream(
                sse, request.connection(), () -> new TopicSource(sse, topic, open(topic, from, lastEventId)));
    }

    @GET
    @Path("/changes")
    @Operation(
            summary = "Follow what changes: ids of runs, experiments and posteriors, to be asked for",
            description = "Nothing is replayed: ask for the lists once the stream is open, then for what it names.")
    public Multi<OutboundSseEvent> changes(@Context Sse sse, @Context HttpServerRequest request) {
        return streams.stream(sse, request.connection(), () -> new BoardSource(sse, changes.watch()));
    }

    private EventLog open(Topic topic, String from, String lastEventId) {
        Map<String, Object> config = kafka.client(SMALL_READS);
        List<Topic> topics = List.of(topic);
        if (lastEventId != null && !lastEventId.isBlank()) {
            return EventLog.fromPositions(
                    config, topics, Positions.parse(topic, lastEventId).offsets(), PATIENCE);
        }
        return switch (from) {
            case "now" -> EventLog.fromNow(config, topics, PATIENCE);
            case "beginning" -> EventLog.fromBeginning(config, topics, PATIENCE);
            default -> throw ProblemException.parameter("from", "'now' or 'beginning'", from);
        };
    }
}
