package io.epochline.console.api;

import io.epochline.console.live.LiveBoard;
import io.epochline.events.view.PosteriorView;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/posteriors")
@Tag(name = "posteriors")
@Produces(MediaType.APPLICATION_JSON)
class PosteriorsResource {

    private final LiveBoard live;

    @Inject
    PosteriorsResource(LiveBoard live) {
        this.live = live;
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
        return live.board()
                .findPosterior(id)
                .map(PosteriorItem::of)
                .orElseThrow(() -> ProblemException.notFound(
                        "posterior",
                        id,
                        live.board().posteriors().stream()
                                .map(PosteriorView::jobId)
                                .toList()));
    }
}
