package io.epochline.analyzer.app;

import io.epochline.analyzer.app.RunDesk.Row;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.function.Function;

/**
 * What follows the proposals for a run some time later: whether each takes a training step, and what a language model adds
 * where one is configured. {@code <experiment>/<run>} holds the run until that is told, and then that it was.
 */
final class CheckDesk implements Desk {
    static final String STORE = "checks";

    private final Rows rows;
    private final RunAnalyst analyst;
    private final Function<RunFinished, Briefing> briefing;
    private final Afterthoughts afterthoughts;

    CheckDesk(Rows rows, RunAnalyst analyst, Function<RunFinished, Briefing> briefing, Afterthoughts afterthoughts) {
        this.rows = rows;
        this.analyst = analyst;
        this.briefing = briefing;
        this.afterthoughts = afterthoughts;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        if (event instanceof RunFinished run && RunAnalyst.isToBeImproved(run) && !rows.has(subject(run))) {
            rows.put(subject(run), new Row(run, briefing.apply(run)), Row.class);
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
        Row row = row(subject);
        return row.finished() == null
                || afterthoughts.isDone(subject, () -> analyst.check(row.finished(), row.briefing()));
    }

    @Override
    public List<Event> work(String subject) {
        if (row(subject).finished() == null) {
            return List.of();
        }
        List<Event> checked = afterthoughts.take(subject);
        rows.put(subject, Row.ANSWERED, Row.class);
        return checked;
    }

    private Row row(String subject) {
        return rows.find(subject, Row.class).orElse(Row.ANSWERED);
    }

    private static String subject(RunFinished run) {
        return run.experimentId() + "/" + run.runId();
    }
}
