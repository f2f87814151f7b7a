package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.DefaultKind;

/** A job that becomes a run: it starts, has epochs, ends, and leaves a folder. A trial of a study is one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingJob.class, name = "train"),
    @JsonSubTypes.Type(value = ObjectiveJob.class, name = "objective"),
    @JsonSubTypes.Type(value = CommandJob.class, name = "command")
})
@DefaultKind(TrainingJob.class)
public sealed interface RunJob extends JobSpec permits TrainingJob, ObjectiveJob, CommandJob {}
