package io.epochline.console.api;

import io.epochline.events.view.ExperimentView;

/**
 * An experiment, as a row of a list.
 *
 * @param kind {@code study}, {@code campaign}, {@code train} or {@code posterior}
 * @param state {@code running}, {@code cancelling}, or how it ended; absent for a job on its own, whose run says it
 * @param metric that the best run is the best in
 */
public record ExperimentItem(
        String experimentId,
        String kind,
        String name,
        String state,
        int runCount,
        int proposalCount,
        String metric,
        String bestRunId,
        Double bestValue,
        String requestedAt) {

    static ExperimentItem of(ExperimentView experiment) {
        var finished = experiment.finished();
        return new ExperimentItem(
                experiment.experimentId(),
                experiment.kind(),
                experiment.name(),
                experiment.state(),
                experiment.runIds().size(),
                experiment.losses().size()
                        + experiment.models().size()
                        + experiment.settings().size(),
                finished == null ? null : finished.metric(),
                finished == null ? null : finished.bestRunId(),
                finished == null ? null : finished.bestValue(),
                Times.iso(experiment.requestedAt()));
    }
}
