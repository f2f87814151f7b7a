package io.epochline.events.view;

import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.RunStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What asks for the end of work on the board. A run that is held is asked for once more as well, as only a worker that has a
 * run can end it.
 */
public final class Cancellation {

    private Cancellation() {}

    /** @param status cancelled or pruned */
    public static List<Event> of(RunView run, String reason, RunStatus status) {
        JobCancelRequested command = new JobCancelRequested(run.runId(), reason, status);
        return run.held() ? List.of(command, run.resumed()) : List.of(command);
    }

    /** Of a study or a campaign, whose runs that go on are cancelled by whoever leads it. */
    public static List<Event> of(ExperimentView experiment, String reason, EventBoard board) {
        List<Event> events = new ArrayList<>();
        events.add(new ExperimentCancelRequested(experiment.experimentId(), reason));
        experiment.runIds().stream()
                .flatMap(run -> board.findRun(run).stream())
                .filter(RunView::held)
                .forEach(run -> events.addAll(of(run, reason, RunStatus.CANCELLED)));
        return events;
    }
}
