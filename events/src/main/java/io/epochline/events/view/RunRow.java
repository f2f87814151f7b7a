package io.epochline.events.view;

import io.epochline.events.EpochCompleted;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.spec.RunJob;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One run on the board, filled in as its events come. */
final class RunRow {

    private final String runId;
    private final String experimentId;
    private final TreeMap<Integer, EpochCompleted> curve = new TreeMap<>();
    private RunJob job;
    private String name;
    private Map<String, String> labels = Map.of();
    private RunStarted started;
    private RunPaused paused;
    private RunFinished finished;
    private int afterPause;
    private long requestedAt;
    private long startedAt;
    private long finishedAt;

    RunRow(String runId, String experimentId) {
        this.runId = runId;
        this.experimentId = experimentId;
    }

    void requested(RunJob spec, JobRequested asked, long timestamp) {
        job = spec;
        name = spec.name();
        labels = asked.labels();
        requestedAt = requestedAt == 0 ? timestamp : requestedAt;
        afterPause = Math.max(afterPause, Objects.requireNonNullElse(asked.afterPause(), 0));
    }

    void started(RunStarted event, long timestamp) {
        if (started == null || event.attempt() > started.attempt()) {
            started = event;
            startedAt = startedAt == 0 ? timestamp : startedAt;
        }
    }

    void epoch(EpochCompleted event) {
        curve.putIfAbsent(event.epoch(), event);
    }

    void paused(RunPaused event) {
        if (paused == null || event.pause() > paused.pause()) {
            paused = event;
        }
    }

    void finished(RunFinished event, long timestamp) {
        if (finished == null) {
            finished = event;
            finishedAt = timestamp;
        }
    }

    RunView view() {
        return new RunView(
                runId,
                experimentId,
                name != null ? name : started != null ? started.name() : finished != null ? finished.name() : runId,
                job,
                state(),
                started == null ? null : started.worker(),
                started == null ? 0 : started.attempt(),
                started == null ? 0 : started.epochs(),
                started == null ? 0 : started.parameters(),
                List.copyOf(curve.values()),
                finished == null ? null : finished.summary(),
                finished == null ? null : finished.failure(),
                afterPause,
                labels.isEmpty() && started != null ? started.labels() : labels,
                requestedAt,
                startedAt,
                finishedAt);
    }

    private String state() {
        if (finished != null) {
            return finished.status().label();
        }
        if (paused != null && paused.pause() > afterPause) {
            return RunView.PAUSED;
        }
        boolean begun = started != null || !curve.isEmpty();
        boolean waits = paused != null && (started == null || started.attempt() <= paused.attempt());
        return begun && !waits ? "running" : "queued";
    }
}
