package io.epochline.analyzer.app;

import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.List;

/** Finished runs. {@code <experiment>/<run>} holds the run until it is answered, and then that it was. */
final class RunDesk implements Desk {
    static final String STORE = "runs";

    /** @param finished absent once the run is answered */
    record Row(RunFinished finished) {}

    private final Rows rows;
    private final RunAnalyst analyst;

    RunDesk(Rows rows, RunAnalyst analyst) {
        this.rows = rows;
        this.analyst = analyst;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        if (event instanceof RunFinished run && !rows.has(subject(run))) {
            rows.put(subject(run), new Row(run), Row.class);
            pending.add(kind(), subject(run));
        }
        return List.of();
    }

    @Override
    public String kind() {
        return "run";
    }

    @Override
    public List<Event> work(String subject) {
        RunFinished run = rows.find(subject, Row.class).map(Row::finished).orElse(null);
        if (run == null) {
            return List.of();
        }
        List<Event> answer = analyst.analyze(run);
        rows.put(subject, new Row(null), Row.class);
        return answer;
    }

    private static String subject(RunFinished run) {
        return run.experimentId() + "/" + run.runId();
    }
}
