package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.JobRequested;
import java.util.Map;

/** What one worker does in one piece: bring about a run, or sample a posterior. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingJob.class, name = "train"),
    @JsonSubTypes.Type(value = ObjectiveJob.class, name = "objective"),
    @JsonSubTypes.Type(value = CommandJob.class, name = "command"),
    @JsonSubTypes.Type(value = PosteriorJob.class, name = "posterior")
})
public sealed interface JobSpec extends Submission permits RunJob, PosteriorJob {

    @Override
    default JobRequested request(String id) {
        return new JobRequested(id, id, this, Map.of());
    }
}
