package io.epochline.console.cli;

import io.epochline.events.JobCancelRequested;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks the workers to stop a job. */
@Command(
        name = "cancel",
        description = {
            "Ask whichever worker has the run or posterior to stop it, or to drop it while it is queued.",
            "It ends as cancelled and keeps what it has done so far. Where it is over already, nothing is asked for."
        })
final class CancelCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = "The id of a run or posterior, or its unique beginning.")
    private String given;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; stands in its end.")
    private String reason;

    CancelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Connection connection = Connection.of(session).withTopics();
        EventBoard board = History.read(connection);
        refuseExperiments(board);
        String id = Lookup.job(board, given);
        Optional<String> over = over(board, id);
        if (over.isEmpty()) {
            try (EventPublisher publisher = connection.publisher()) {
                publisher.publish(new JobCancelRequested(id, reason));
            }
        }
        if (root.json) {
            session.terminal().json(Map.of("id", id, "requested", over.isEmpty(), "state", state(board, id)));
        } else if (over.isPresent()) {
            session.terminal().line("%s is over already: %s. Nothing was asked for.", id, over.get());
        } else {
            session.terminal().line("Asked to cancel %s, which is %s.", id, state(board, id));
            session.terminal().line("  ./epochline watch %s", id);
        }
        return ExitCode.DONE;
    }

    /** A study or a campaign asks for its runs by itself and would go on with the next. */
    private void refuseExperiments(EventBoard board) {
        boolean job =
                board.findRun(given).isPresent() || board.findPosterior(given).isPresent();
        Optional<ExperimentView> experiment = board.findExperiment(given);
        if (!job && experiment.isPresent()) {
            throw CliException.badInput(
                    "'%s' is a %s, and only single runs can be cancelled. './epochline runs --experiment %1$s --where status=running' "
                            + "lists those that go on.",
                    given, experiment.get().kind());
        }
    }

    private static Optional<String> over(EventBoard board, String id) {
        return board.findRun(id).filter(RunView::over).map(RunView::state).or(() -> board.findPosterior(id)
                .filter(posterior -> posterior.finished() != null)
                .map(PosteriorView::state));
    }

    private static String state(EventBoard board, String id) {
        return board.findRun(id)
                .map(RunView::state)
                .orElseGet(() -> board.findPosterior(id).orElseThrow().state());
    }
}
