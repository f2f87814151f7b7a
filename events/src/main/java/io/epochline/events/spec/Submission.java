package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The content of a job file: what a person can ask for, told apart by {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingJob.class, name = "train"),
    @JsonSubTypes.Type(value = PosteriorJob.class, name = "posterior"),
    @JsonSubTypes.Type(value = StudySpec.class, name = "study"),
    @JsonSubTypes.Type(value = CampaignSpec.class, name = "campaign")
})
public sealed interface Submission permits JobSpec, StudySpec, CampaignSpec {

    /** A short name, which begins the ids made for it. */
    String name();
}
