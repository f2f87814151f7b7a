package io.epochline.console.api;

import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.view.PosteriorView;

/**
 * A posterior job.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code cancelled}
 * @param progress how far it is, with the largest R-hat and the smallest effective sample size
 * @param finished what the draws say of each parameter; absent until it is over
 */
public record PosteriorItem(
        String jobId,
        String experimentId,
        String name,
        String state,
        SamplingProgressed progress,
        SamplingFinished finished,
        String requestedAt) {

    static PosteriorItem of(PosteriorView posterior) {
        return new PosteriorItem(
                posterior.jobId(),
                posterior.experimentId(),
                posterior.name(),
                posterior.state(),
                posterior.progress(),
                posterior.finished(),
                Times.iso(posterior.requestedAt()));
    }
}
