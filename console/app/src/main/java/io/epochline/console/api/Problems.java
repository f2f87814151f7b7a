package io.epochline.console.api;

import io.epochline.artifacts.ArtifactException;
import io.epochline.events.InvalidEventException;
import io.epochline.events.kafka.KafkaUnreachableException;
import io.epochline.trainer.TrainerException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Which answer a fault becomes. A stack trace goes to our log at most, and only when the fault is ours. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return response(e.problem());
    }

    @ServerExceptionMapper
    Response invalid(InvalidEventException e) {
        return response(Problem.of(400, "Not a job", e.getMessage()));
    }

    @ServerExceptionMapper
    Response cannotRun(TrainerException e) {
        return response(Problem.of(400, "A job that cannot run", e.getMessage()));
    }

    @ServerExceptionMapper
    Response kafkaAway(KafkaUnreachableException e) {
        return response(Problem.of(503, "Kafka is out of reach", e.getMessage()));
    }

    @ServerExceptionMapper
    Response store(ArtifactException e) {
        return response(
                switch (e.kind()) {
                    case NOT_FOUND -> Problem.of(404, "Not found", e.getMessage());
                    case INVALID -> Problem.of(400, "Not in the store", e.getMessage());
                    case UNAVAILABLE, DENIED -> Problem.of(503, "The store is out of reach", e.getMessage());
                });
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        String reason = Response.Status.fromStatusCode(status) == null
                ? "Refused"
                : Response.Status.fromStatusCode(status).getReasonPhrase();
        return response(Problem.of(status, reason, detail(status, reason)));
    }

    @ServerExceptionMapper
    Response ours(RuntimeException e) {
        LOG.error("A request failed", e);
        return response(
                Problem.of(500, "Our fault", "This should not have happened. Maybe the console's log says more."));
    }

    private static String detail(int status, String reason) {
        return switch (status) {
            case 404 -> "There is nothing at this address. Maybe look at /q/openapi, which lists what there is.";
            case 405 -> "This address does not take this method. Maybe look at /q/openapi.";
            case 415 -> "Content-Type must be application/yaml or application/json.";
            default -> reason + ".";
        };
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .entity(problem)
                .build();
    }
}
