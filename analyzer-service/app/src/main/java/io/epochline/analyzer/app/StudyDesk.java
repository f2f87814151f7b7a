package io.epochline.analyzer.app;

import io.epochline.analyzer.sweep.RefinedStudyWriter;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.StudySpec;
import java.util.List;

/** Studies. {@code <experiment>} holds what was asked for until the study is over and answered, and then that it was. */
final class StudyDesk implements Desk {
    static final String STORE = "studies";

    /** @param spec absent once the study is answered */
    record Row(StudySpec spec) {}

    private final Rows rows;
    private final RefinedStudyWriter writer;

    StudyDesk(Rows rows, RefinedStudyWriter writer) {
        this.rows = rows;
        this.writer = writer;
    }

    @Override
    public List<Event> on(Event event, PendingWork pending) {
        switch (event) {
            case StudyRequested asked
            when !rows.has(asked.experimentId()) -> rows.put(asked.experimentId(), new Row(asked.spec()), Row.class);
            case ExperimentFinished finished
            when finished.kind().equals("study") && spec(finished.experimentId()) != null ->
                pending.add(kind(), finished.experimentId());
            default -> {}
        }
        return List.of();
    }

    @Override
    public String kind() {
        return "study";
    }

    @Override
    public List<Event> work(String experimentId) {
        StudySpec spec = spec(experimentId);
        if (spec == null) {
            return List.of();
        }
        Event refined = writer.write(experimentId, spec);
        rows.put(experimentId, new Row(null), Row.class);
        return List.of(refined);
    }

    private StudySpec spec(String experimentId) {
        return rows.find(experimentId, Row.class).map(Row::spec).orElse(null);
    }
}
