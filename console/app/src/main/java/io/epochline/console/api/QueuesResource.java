package io.epochline.console.api;

import io.epochline.events.Topic;
import io.epochline.events.kafka.QueueLag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How much work there is; what an autoscaler asks. */
@Path("/api/queues")
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

    private static final String TRAINERS = "epochline-trainers";
    private static final String SAMPLERS = "epochline-samplers";

    /** Jobs that wait or are being done. */
    public record Queues(long train, long sample) {}

    private final QueueLag lag;

    QueuesResource(QueueLag lag) {
        this.lag = lag;
    }

    @GET
    @Operation(summary = "Jobs that wait or are being done, by queue")
    public Queues queues() {
        return new Queues(lag.of(Topic.TRAINING_JOBS, TRAINERS), lag.of(Topic.SAMPLING_JOBS, SAMPLERS));
    }
}
