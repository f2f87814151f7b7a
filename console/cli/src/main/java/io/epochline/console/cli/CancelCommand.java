package io.epochline.console.cli;

import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.Cancellation;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks for the end of a run, a posterior, a study or a campaign. */
@Command(
        name = "cancel",
        description = {
            "Ask whichever worker has the run or posterior to stop it, or to drop it while it is queued.",
            "It ends as cancelled and keeps what it has done so far. A study or a campaign asks for no more runs, cancels "
                    + "those that go on, and ends with a report of what there is. Of what is over already, nothing is asked."
        })
final class CancelCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "ID", description = "Of a run, posterior, study or campaign, or its unique beginning.")
    private String given;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; stands in its end.")
    private String reason;

    @Option(names = "--prune", description = "End a run as pruned: stopped because it does worse than others.")
    private boolean prune;

    CancelCommand(Session session) {
        this.session = session;
    }

    /**
     * @param state that it is in
     * @param over whether there is nothing left to cancel
     */
    private record Target(String id, String state, boolean over, List<Event> commands) {}

    @Override
    public Integer call() {
        Connection connection = Connection.of(session).withTopics();
        EventBoard board = History.read(connection);
        Target target = target(board, Lookup.any(board, given));
        if (!target.over()) {
            try (EventPublisher publisher = connection.publisher()) {
                target.commands().forEach(publisher::publish);
            }
        }
        if (root.json) {
            session.terminal().json(Map.of("id", target.id(), "requested", !target.over(), "state", target.state()));
        } else if (target.over()) {
            session.terminal().line("%s is over already: %s. Nothing was asked for.", target.id(), target.state());
        } else {
            session.terminal()
                    .line("Asked to %s %s, which is %s.", prune ? "prune" : "cancel", target.id(), target.state());
            session.terminal().line("  ./epochline watch %s", target.id());
        }
        return ExitCode.DONE;
    }

    private Target target(EventBoard board, String id) {
        Optional<RunView> run = board.findRun(id);
        if (run.isPresent()) {
            RunStatus status = prune ? RunStatus.PRUNED : RunStatus.CANCELLED;
            return new Target(id, run.get().state(), run.get().over(), Cancellation.of(run.get(), reason, status));
        }
        if (prune) {
            throw CliException.badInput("Only runs can be pruned, and '%s' is none. Maybe leave --prune out.", id);
        }
        Optional<PosteriorView> posterior = board.findPosterior(id);
        if (posterior.isPresent()) {
            boolean over = posterior.get().finished() != null;
            return new Target(id, posterior.get().state(), over, List.of(new JobCancelRequested(id, reason)));
        }
        ExperimentView experiment = board.findExperiment(id).orElseThrow();
        if (experiment.state() == null) {
            throw CliException.badInput(
                    "Nobody asked for a study or a campaign '%s', so nobody leads it. './epochline runs --experiment %s' "
                            + "lists its runs, which can be cancelled one by one.",
                    id, id);
        }
        boolean over = experiment.finished() != null;
        return new Target(id, experiment.state(), over, Cancellation.of(experiment, reason, board));
    }
}
