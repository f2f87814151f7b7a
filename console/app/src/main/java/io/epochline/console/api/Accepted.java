package io.epochline.console.api;

import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import java.util.Map;

/**
 * The answer to a published job.
 *
 * @param kind as in the job file
 * @param links where to look next
 */
public record Accepted(String id, String kind, Map<String, String> links) {

    static Accepted of(String id, Submission submission) {
        String experiment = "/api/experiments/" + id;
        return switch (submission) {
            case TrainingJob job -> ofRun(id, "train");
            case ObjectiveJob job -> ofRun(id, "objective");
            case CommandJob job -> ofRun(id, "command");
            case PosteriorJob job ->
                new Accepted(id, "posterior", Map.of("self", "/api/posteriors/" + id, "experiment", experiment));
            case StudySpec study -> new Accepted(id, "study", Map.of("self", experiment));
            case CampaignSpec campaign -> new Accepted(id, "campaign", Map.of("self", experiment));
        };
    }

    private static Accepted ofRun(String id, String kind) {
        return new Accepted(id, kind, Map.of("self", "/api/runs/" + id, "experiment", "/api/experiments/" + id));
    }
}
