package io.epochline.console.api;

import io.epochline.console.live.LiveBoard;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.PosteriorView;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/posteriors")
@Tag(name = "posteriors")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class PosteriorsResource {

    private final LiveBoard live;
    private final EventPublisher publisher;

    @Inject
    PosteriorsResource(LiveBoard live, EventPublisher publisher) {
        this.live = live;
        this.publisher = publisher;
    }

    @GET
    @Operation(summary = "List posterior jobs, the newest first")
    public Page<PosteriorItem> posteriors(
            @QueryParam("limit") @DefaultValue("100") int limit, @QueryParam("offset") @DefaultValue("0") int offset) {
        List<PosteriorItem> all = live.board().posteriors().stream()
                .sorted(Comparator.comparingLong(PosteriorView::requestedAt).reversed())
                .map(PosteriorItem::of)
                .toList();
        return Page.of(all, limit, offset);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One posterior job with its diagnostics")
    public PosteriorItem posterior(@PathParam("id") String id) {
        return PosteriorItem.of(find(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Ask the worker to stop a posterior, or to drop it while it is queued")
    public Response cancel(@PathParam("id") String id, @QueryParam("reason") String reason) {
        PosteriorView posterior = find(id);
        if (posterior.finished() != null) {
            throw ProblemException.over(id, posterior.state());
        }
        publisher.publish(new JobCancelRequested(id, reason));
        return Response.accepted(PosteriorItem.of(posterior)).build();
    }

    private PosteriorView find(String id) {
        return live.board()
                .findPosterior(id)
                .orElseThrow(() -> ProblemException.notFound(
                        "posterior",
                        id,
                        live.board().posteriors().stream()
                                .map(PosteriorView::jobId)
                                .toList()));
    }
}
