package io.epochline.console.api;

import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.console.live.LiveBoard;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.Cancellation;
import io.epochline.events.view.ExperimentView;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/experiments")
@Tag(name = "experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class ExperimentsResource {

    private final LiveBoard live;
    private final Artifacts artifacts;
    private final EventPublisher publisher;

    @Inject
    ExperimentsResource(LiveBoard live, Artifacts artifacts, EventPublisher publisher) {
        this.live = live;
        this.artifacts = artifacts;
        this.publisher = publisher;
    }

    @GET
    @Operation(summary = "List experiments, the newest first")
    public Page<ExperimentItem> experiments(
            @QueryParam("kind") String kind,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("offset") @DefaultValue("0") int offset) {
        List<ExperimentItem> matching = live.board().experiments().stream()
                .filter(experiment -> kind == null || kind.equals(experiment.kind()))
                .sorted(Comparator.comparingLong(ExperimentView::requestedAt).reversed())
                .map(ExperimentItem::of)
                .toList();
        return Page.of(matching, limit, offset);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One experiment with its runs, proposals, refined search space and reports")
    public ExperimentDetail experiment(@PathParam("id") String id) {
        ExperimentView experiment = find(id);
        List<RunView> runs = experiment.runIds().stream()
                .map(live.board()::findRun)
                .flatMap(Optional::stream)
                .toList();
        return ExperimentDetail.of(experiment, runs);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Ask for the end of a study or a campaign with all its runs")
    public Response cancel(@PathParam("id") String id, @QueryParam("reason") String reason) {
        ExperimentView experiment = find(id);
        if (experiment.state() == null) {
            throw ProblemException.notLed(id);
        }
        if (experiment.finished() != null) {
            throw ProblemException.over(id, experiment.state());
        }
        Cancellation.of(experiment, reason, live.board()).forEach(publisher::publish);
        return Response.accepted(ExperimentItem.of(experiment)).build();
    }

    @GET
    @Path("/{id}/artifacts")
    @Operation(summary = "What lies in the store for an experiment, its runs included")
    public List<Artifacts.Item> artifacts(@PathParam("id") String id) {
        return artifacts.list(folder(id), "/api/experiments/" + id + "/artifacts/");
    }

    @GET
    @Path("/{id}/artifacts/{name: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "Read a report or another artifact of an experiment")
    public Response artifact(@PathParam("id") String id, @PathParam("name") String name) {
        return artifacts.stream(folder(id), name);
    }

    private String folder(String id) {
        return new ExperimentLayout(find(id).experimentId()).prefix();
    }

    private ExperimentView find(String id) {
        return live.board()
                .findExperiment(id)
                .orElseThrow(() -> ProblemException.notFound(
                        "experiment",
                        id,
                        live.board().experiments().stream()
                                .map(ExperimentView::experimentId)
                                .toList()));
    }
}
