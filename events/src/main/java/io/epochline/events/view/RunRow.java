package io.epochline.events.view;

import io.epochline.events.EpochCompleted;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.spec.RunJob;
import java.util.List;
import java.util.Map;
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
    private RunFinished finished;
    private long requestedAt;
    private long startedAt;
    private long finishedAt;

    RunRow(String runId, String experimentId) {
        this.runId = runId;
        this.experimentId = experimentId;
    }

    void requested(RunJob asked, Map<String, String> jobLabels, long timestamp) {
        job = asked;
        name = asked.name();
        labels = jobLabels;
        requestedAt = timestamp;
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
                labels.isEmpty() && started != null ? started.labels() : labels,
                requestedAt,
                startedAt,
                finishedAt);
    }

    private String state() {
        if (finished != null) {
            return finished.status().label();
        }
        return started == null && curve.isEmpty() ? "queued" : "running";
    }
}
