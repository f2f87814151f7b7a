package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.Event;

/** The content of a job file: what a person can ask for, told apart by {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingJob.class, name = "train"),
    @JsonSubTypes.Type(value = ObjectiveJob.class, name = "objective"),
    @JsonSubTypes.Type(value = CommandJob.class, name = "command"),
    @JsonSubTypes.Type(value = PosteriorJob.class, name = "posterior"),
    @JsonSubTypes.Type(value = StudySpec.class, name = "study"),
    @JsonSubTypes.Type(value = CampaignSpec.class, name = "campaign")
})
public sealed interface Submission permits JobSpec, StudySpec, CampaignSpec {

    /** A short name, which begins the ids made for it. */
    String name();

    /**
     * The event that asks for this.
     *
     * @param id of the job, or of the experiment where this is a study or a campaign
     */
    Event request(String id);
}
