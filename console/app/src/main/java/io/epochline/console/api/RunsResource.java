package io.epochline.console.api;

import io.epochline.artifacts.layout.RunLayout;
import io.epochline.console.live.LiveBoard;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.Cancellation;
import io.epochline.events.view.RunView;
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

@Path("/api/runs")
@Tag(name = "runs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RunsResource {

    /** By when it was heard of first: topics arrive in any order when the board is read anew. */
    private static final Comparator<RunView> NEWEST_FIRST = Comparator.<RunView>comparingLong(
                    run -> run.requestedAt() != 0 ? run.requestedAt() : run.startedAt())
            .thenComparing(RunView::runId)
            .reversed();

    private final LiveBoard live;
    private final Artifacts artifacts;
    private final EventPublisher publisher;

    @Inject
    RunsResource(LiveBoard live, Artifacts artifacts, EventPublisher publisher) {
        this.live = live;
        this.artifacts = artifacts;
        this.publisher = publisher;
    }

    @GET
    @Operation(summary = "List runs, the newest first")
    public Page<RunItem> runs(
            @QueryParam("experiment") String experiment,
            @QueryParam("state") String state,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("offset") @DefaultValue("0") int offset) {
        List<RunView> matching = live.board().runs().stream()
                .filter(run -> experiment == null || experiment.equals(run.experimentId()))
                .filter(run -> state == null || state.equals(run.state()))
                .sorted(NEWEST_FIRST)
                .toList();
        Page<RunView> page = Page.of(matching, limit, offset);
        return new Page<>(page.items().stream().map(RunItem::of).toList(), page.total(), offset, limit);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One run with its curve")
    public RunDetail run(@PathParam("id") String id) {
        return RunDetail.of(find(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Ask the worker to stop a run, or to drop it while it is queued")
    public Response cancel(@PathParam("id") String id, @QueryParam("reason") String reason) {
        RunView run = find(id);
        if (run.over()) {
            throw ProblemException.over(id, run.state());
        }
        Cancellation.of(run, reason, RunStatus.CANCELLED).forEach(publisher::publish);
        return Response.accepted(RunItem.of(run)).build();
    }

    @POST
    @Path("/{id}/pause")
    @Operation(summary = "Ask the worker to leave a checkpoint and let go of a run until it is continued")
    public Response pause(@PathParam("id") String id, @QueryParam("reason") String reason) {
        RunView run = find(id);
        if (run.over() || run.held()) {
            throw ProblemException.notNow(id, "paused", run.state());
        }
        publisher.publish(run.pause(reason));
        return Response.accepted(RunItem.of(run)).build();
    }

    @POST
    @Path("/{id}/continue")
    @Operation(summary = "Have a run go on that is paused")
    public Response resume(@PathParam("id") String id) {
        RunView run = find(id);
        if (!run.held()) {
            throw ProblemException.notNow(id, "continued", run.state());
        }
        publisher.publish(run.resumed());
        return Response.accepted(RunItem.of(run)).build();
    }

    @GET
    @Path("/{id}/artifacts")
    @Operation(summary = "What lies in the store for a run")
    public List<Artifacts.Item> artifacts(@PathParam("id") String id) {
        return artifacts.list(folder(id), "/api/runs/" + id + "/artifacts/");
    }

    @GET
    @Path("/{id}/artifacts/{name: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "Download an artifact of a run")
    public Response artifact(@PathParam("id") String id, @PathParam("name") String name) {
        return artifacts.stream(folder(id), name);
    }

    private String folder(String id) {
        RunView run = find(id);
        return RunLayout.of(run.experimentId(), run.runId()).prefix();
    }

    private RunView find(String id) {
        return live.board()
                .findRun(id)
                .orElseThrow(() -> ProblemException.notFound(
                        "run",
                        id,
                        live.board().runs().stream().map(RunView::runId).toList()));
    }
}
