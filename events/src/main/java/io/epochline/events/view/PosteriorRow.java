package io.epochline.events.view;

import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;

/** One posterior on the board, filled in as its events come. */
final class PosteriorRow {

    private final String jobId;
    private final String experimentId;
    private String name;
    private SamplingProgressed progress;
    private long requestedAt;
    SamplingFinished finished;

    PosteriorRow(String jobId, String experimentId) {
        this.jobId = jobId;
        this.experimentId = experimentId;
        this.name = jobId;
    }

    void requested(String jobName, long timestamp) {
        name = jobName;
        requestedAt = timestamp;
    }

    void progress(SamplingProgressed event) {
        if (progress == null || event.draws() >= progress.draws()) {
            progress = event;
        }
    }

    PosteriorView view() {
        String state = finished != null ? finished.status().label() : progress == null ? "queued" : "running";
        return new PosteriorView(jobId, experimentId, name, state, progress, finished, requestedAt);
    }
}
