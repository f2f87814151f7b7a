package io.epochline.events;

import io.epochline.events.spec.StudySpec;

/** Asks for a hyperparameter study. */
public record StudyRequested(String experimentId, StudySpec spec) implements Event {

    public StudyRequested {
        Require.identifier(experimentId, "experiment_id");
        Require.present(spec, "spec");
    }

    @Override
    public String id() {
        return experimentId + ":study-requested";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
