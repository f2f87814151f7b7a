package io.epochline.analyzer.app;

import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.function.Function;

/** Finished runs. {@code <experiment>/<run>} holds the run until it is answered, and then that it was. */
final class RunDesk implements Desk {
    static final String STORE = "runs";

    /**
     * @param finished absent once the run is answered
     * @param briefing of the proposer, as it stood when the run ended
     */
    record Row(RunFinished finished, Briefing briefing) {

        static final Row ANSWERED = new Row(null, null);
    }

    private final Rows rows;
    private final RunAnalyst analyst;
    private final Function<RunFinished, Briefing> briefing;

    RunDesk(Rows rows, RunAnalyst analyst, Function<RunFinished, Briefing> briefing) {
        this.rows = rows;
        this.analyst = analyst;
        this.briefing = briefing;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        if (event instanceof RunFinished run && !rows.has(subject(run))) {
            rows.put(subject(run), new Row(run, briefing.apply(run)), Row.class);
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
        Row row = rows.find(subject, Row.class).orElse(Row.ANSWERED);
        if (row.finished() == null) {
            return List.of();
        }
        List<Event> answer = analyst.analyze(row.finished(), row.briefing());
        rows.put(subject, Row.ANSWERED, Row.class);
        return answer;
    }

    private static String subject(RunFinished run) {
        return run.experimentId() + "/" + run.runId();
    }
}
