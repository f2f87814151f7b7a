package io.epochline.events.view;

import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;

/**
 * A posterior job as it stands.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code cancelled}
 * @param progress absent before the first
 * @param finished absent until it is over
 */
public record PosteriorView(
        String jobId,
        String experimentId,
        String name,
        String state,
        SamplingProgressed progress,
        SamplingFinished finished,
        long requestedAt) {}
