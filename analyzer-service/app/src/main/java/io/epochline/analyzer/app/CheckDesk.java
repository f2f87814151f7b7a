package io.epochline.analyzer.app;

import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.List;

/**
 * What follows the proposals for a run some time later: whether each takes a training step, and what a language model adds
 * where one is configured. {@code <experiment>/<run>} holds the run until that is told, and then that it was.
 */
final class CheckDesk implements Desk {
    static final String STORE = "checks";

    private final Rows rows;
    private final RunAnalyst analyst;
    private final Afterthoughts afterthoughts;

    CheckDesk(Rows rows, RunAnalyst analyst, Afterthoughts afterthoughts) {
        this.rows = rows;
        this.analyst = analyst;
        this.afterthoughts = afterthoughts;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        if (event instanceof RunFinished run && RunAnalyst.isToBeImproved(run) && !rows.has(subject(run))) {
            rows.put(subject(run), new RunDesk.Row(run), RunDesk.Row.class);
            pending.add(kind(), subject(run));
        }
        return List.of();
    }

    /** After {@code run} in the order of pending work: a proposal is told before its check begins. */
    @Override
    public String kind() {
        return "step";
    }

    @Override
    public boolean isReady(String subject) {
        RunFinished run = run(subject);
        return run == null || afterthoughts.isDone(subject, () -> analyst.check(run));
    }

    @Override
    public List<Event> work(String subject) {
        if (run(subject) == null) {
            return List.of();
        }
        List<Event> checked = afterthoughts.take(subject);
        rows.put(subject, new RunDesk.Row(null), RunDesk.Row.class);
        return checked;
    }

    private RunFinished run(String subject) {
        return rows.find(subject, RunDesk.Row.class).map(RunDesk.Row::finished).orElse(null);
    }

    private static String subject(RunFinished run) {
        return run.experimentId() + "/" + run.runId();
    }
}
