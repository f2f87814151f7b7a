package io.epochline.console.api;

import io.epochline.artifacts.DataFiles;
import io.epochline.console.live.LiveBoard;
import io.epochline.events.Event;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.SubmissionIds;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.JobCheck;
import io.epochline.trainer.objective.ObjectiveCheck;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/jobs")
@Tag(name = "jobs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class JobsResource {

    private final EventPublisher publisher;
    private final LiveBoard live;
    private final DataFiles files;

    @Inject
    JobsResource(EventPublisher publisher, LiveBoard live, DataFiles files) {
        this.publisher = publisher;
        this.live = live;
        this.files = files;
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Publish a job: a training run, a study, a campaign or a posterior",
            description =
                    "The body is a job file. Data is named by s3://bucket/key, or relative to the data folder of the "
                            + "workers. The answer comes once the broker has the request.")
    public Response publish(@QueryParam("id") String id, String body) {
        Submission submission = JobFile.read(body, "job");
        String given = id == null ? newId(submission) : id;
        Event request = submission.request(given);
        if (live.board().findExperiment(given).isPresent()
                || live.board().findRun(given).isPresent()) {
            throw ProblemException.taken(given);
        }
        check(submission);
        publisher.publish(request);
        return Response.accepted(Accepted.of(given, submission)).build();
    }

    private static String newId(Submission submission) {
        return SubmissionIds.next(submission.name(), Clock.systemUTC(), ThreadLocalRandom.current());
    }

    /** Refuses at once what a worker would refuse later. */
    private void check(Submission submission) {
        switch (submission) {
            case TrainingJob job -> JobCheck.check(job, files);
            case CampaignSpec campaign -> JobCheck.check(campaign.baseline(), files);
            case StudySpec study -> {}
            case ObjectiveJob job -> ObjectiveCheck.check(job, files);
            case CommandJob job -> {}
            case PosteriorJob job -> {}
        }
    }
}
